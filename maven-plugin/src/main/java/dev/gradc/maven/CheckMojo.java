package dev.gradc.maven;

import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/// Checks the gradients of models as `gradc check` does, more thoroughly than the goal `compile` does by itself.
@Mojo(name = "check", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class CheckMojo extends ModelsMojo {
    /// 1: gradients; 2: also how they change.
    @Parameter(property = "gradc.order", defaultValue = "1")
    private int order = 1;

    /// How many points are drawn for each model.
    @Parameter(property = "gradc.points", defaultValue = "1")
    private int points = 1;

    /// The rows of the batch.
    @Parameter(property = "gradc.rows", defaultValue = "5")
    private int rows = 5;

    /// How many elements of each parameter are checked one by one.
    @Parameter(property = "gradc.samples", defaultValue = "20")
    private int samples = 20;

    /// Draws the points.
    @Parameter(property = "gradc.seed", defaultValue = "1")
    private long seed = 1;

    /// Whether to check nothing.
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skip;

    /// Maven makes it.
    @Inject
    public CheckMojo(MavenSession session, MavenProject project, MojoExecution execution, ToolchainManager toolchains) {
        super(session, project, execution, toolchains);
    }

    @Override
    void execute(List<Order> orders) throws IOException, MojoFailureException {
        if (skip) {
            getLog().info("gradients are not checked");
            return;
        }
        for (Order model : orders) {
            gradc().check(model, List.of("--order=" + order, "--points=" + points, "--rows=" + rows,
                    "--samples=" + samples, "--seed=" + seed));
            getLog().info("the gradients of " + model.face() + " are right");
        }
    }
}
