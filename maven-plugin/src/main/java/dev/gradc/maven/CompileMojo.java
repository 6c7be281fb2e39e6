package dev.gradc.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/// Compiles models into classes of the project, before its own Java is compiled. Each model's gradients are checked, and the
/// compiled model tests itself; what has not changed is not compiled again.
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class CompileMojo extends AbstractMojo {
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

    /// Maven makes it.
    @Inject
    public CompileMojo(MavenSession session, MavenProject project, MojoExecution execution,
            ToolchainManager toolchains) {
        this.session = session;
        this.project = project;
        this.execution = execution;
        this.toolchains = toolchains;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        try {
            List<Order> orders = new Orders(sourceDirectory.toPath(),
                    project.getCompileSourceRoots().stream().map(Path::of).toList(), project.getGroupId()).of(models);
            if (orders.isEmpty()) {
                getLog().info("there are no models in " + sourceDirectory);
            }
            Path work = Path.of(project.getBuild().getDirectory(), "gradc", execution.getExecutionId());
            Files.createDirectories(work);
            Stamps stamps = new Stamps(work, Path.of(project.getBuild().getOutputDirectory()));
            stamps.keepOnly(orders.stream().map(Order::face).toList());
            for (Order order : orders) {
                bringAbout(order, work.resolve(order.face() + ".jar"), stamps);
            }
        } catch (IOException e) {
            throw new MojoExecutionException("a model's files cannot be read or written (" + e + ")", e);
        }
    }

    private void bringAbout(Order order, Path jar, Stamps stamps) throws IOException, MojoFailureException {
        String fingerprint = Fingerprint.of(order, gradcClasses(), javaOptions);
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
        Gradc gradc = new Gradc(jdk(), gradcClasses(), Stream.of(javaOptions.split("\\s+"))
                .filter(option -> !option.isEmpty()).toList(), project.getBasedir().toPath(), getLog());
        gradc.check(order);
        gradc.compile(order, jar);
        gradc.selfTest(order, jar, Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /// The command and all that it needs, as Maven resolved it: it is this plugin's dependency, but never loaded here.
    private List<Path> gradcClasses() {
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
