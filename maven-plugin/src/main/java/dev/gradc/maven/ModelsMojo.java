package dev.gradc.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/// A goal that has the command `gradc` do something with each model of the project.
abstract class ModelsMojo extends AbstractMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution execution;
    private final ToolchainManager toolchains;

    /// The models; unless given, every Java file that stands directly in the source directory.
    @Parameter
    private List<Model> models = List.of();

    /// Where models stand. The project's own compiler does not see them.
    @Parameter(defaultValue = "${project.basedir}/src/main/gradc", required = true)
    private File sourceDirectory = new File("");

    /// Options for the Java that gradc runs on, such as `-Xmx8g`, with blanks between them.
    @Parameter(property = "gradc.javaOptions", defaultValue = "")
    private String javaOptions = "";

    ModelsMojo(MavenSession session, MavenProject project, MojoExecution execution, ToolchainManager toolchains) {
        this.session = session;
        this.project = project;
        this.execution = execution;
        this.toolchains = toolchains;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            List<Order> orders = new Orders(sourceDirectory.toPath(),
                    project.getCompileSourceRoots().stream().map(Path::of).toList(), project.getGroupId()).of(models);
            if (orders.isEmpty()) {
                getLog().info("there are no models in " + sourceDirectory);
            }
            execute(orders);
        } catch (IOException e) {
            throw new MojoExecutionException("a model's files cannot be read or written (" + e + ")", e);
        }
    }

    /// Does it with all models.
    abstract void execute(List<Order> orders) throws IOException, MojoFailureException;

    MavenProject project() {
        return project;
    }

    MojoExecution execution() {
        return execution;
    }

    String javaOptions() {
        return javaOptions;
    }

    /// The command.
    Gradc gradc() throws IOException, MojoFailureException {
        return new Gradc(jdk(), gradcClasses(), Stream.of(javaOptions.split("\\s+"))
                .filter(option -> !option.isEmpty()).toList(), project.getBasedir().toPath(), getLog());
    }

    /// The command and all that it needs, as Maven resolved it: it is this plugin's dependency, but never loaded here.
    List<Path> gradcClasses() {
        return execution.getMojoDescriptor().getPluginDescriptor().getArtifacts().stream().map(Artifact::getFile)
                .map(File::toPath).toList();
    }

    private Path jdk() throws MojoFailureException, IOException {
        List<Path> candidates = new ArrayList<>();
        Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
        String java = toolchain == null ? null : toolchain.findTool("java");
        if (java != null) {
            candidates.add(Path.of(java).resolveSibling("..").normalize());
        }
        for (String name : List.of("JAVA25_HOME", "JAVA_HOME")) {
            String home = System.getenv(name);
            if (home != null && !home.isEmpty()) {
                candidates.add(Path.of(home));
            }
        }
        candidates.add(Path.of(System.getProperty("java.home")));
        return Jdk.find(candidates, Path.of(System.getProperty("user.home")));
    }
}
