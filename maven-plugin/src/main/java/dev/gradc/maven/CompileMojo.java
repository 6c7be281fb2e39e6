package dev.gradc.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/// Compiles models into classes of the project, before its own Java is compiled. Each model's gradients are checked, and the
/// compiled model tests itself; what has not changed is not compiled again.
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class CompileMojo extends ModelsMojo {
    /// Maven makes it.
    @Inject
    public CompileMojo(MavenSession session, MavenProject project, MojoExecution execution,
            ToolchainManager toolchains) {
        super(session, project, execution, toolchains);
    }

    @Override
    void execute(List<Order> orders) throws IOException, MojoFailureException {
        Path work = Path.of(project().getBuild().getDirectory(), "gradc", execution().getExecutionId());
        Files.createDirectories(work);
        Stamps stamps = new Stamps(work, Path.of(project().getBuild().getOutputDirectory()));
        stamps.keepOnly(orders.stream().map(Order::face).toList());
        for (Order order : orders) {
            bringAbout(order, work.resolve(order.face() + ".jar"), stamps);
        }
    }

    private void bringAbout(Order order, Path jar, Stamps stamps) throws IOException, MojoFailureException {
        String fingerprint = Fingerprint.of(order, gradcClasses(), javaOptions());
        if (stamps.isCurrent(order.face(), fingerprint)) {
            getLog().info(order.face() + " is up to date");
            return;
        }
        if (order.checkpoint().isEmpty()) {
            getLog().warn(order.face() + " is not trained: there is no checkpoint beside " + order.source()
                    + ", so its parameters are as before any training");
        }
        compile(order, jar);
        stamps.replace(order.face(), fingerprint, jar);
        getLog().info(order.face() + " was compiled from " + order.checkpoint().orElse(order.source()));
    }

    private void compile(Order order, Path jar) throws IOException, MojoFailureException {
        Gradc gradc = gradc();
        gradc.check(order, List.of());
        gradc.compile(order, jar);
        gradc.selfTest(order, jar, Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }
}
