package dev.gradc.maven;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A model as the POM names it, by its file or by its class; all else has a default.
public final class Model {
    static final int OLDEST_RELEASE = 17;

    private @Nullable String source;
    private @Nullable String network;
    private @Nullable String checkpoint;
    private @Nullable String packageName;
    private @Nullable String className;
    private String include = "";
    private int release = OLDEST_RELEASE;

    /// The file with the network, from the folder of models.
    public void setSource(String source) {
        this.source = source;
    }

    /// The network's class, whose file stands in the folder of models or among the project's own sources.
    public void setNetwork(String network) {
        this.network = network;
    }

    /// What `gradc train --out` saved, from the folder of models; unless given, the file beside the source that is called as it is but
    /// ends in `.gradc`, where there is one.
    public void setCheckpoint(String checkpoint) {
        this.checkpoint = checkpoint;
    }

    /// The package of the class; unless given, that of the network, or else the project's group.
    public void setPackage(String packageName) {
        this.packageName = packageName;
    }

    /// The name of the class; unless given, that of the source.
    public void setClassName(String className) {
        this.className = className;
    }

    /// What the class does beside predict: `gradients`, `train`, or both with a comma between them.
    public void setInclude(String include) {
        this.include = include;
    }

    /// The oldest Java that the class is to run on, 17 to 25.
    public void setRelease(int release) {
        this.release = release;
    }

    Optional<String> source() {
        return Optional.ofNullable(source);
    }

    Optional<String> network() {
        return Optional.ofNullable(network);
    }

    Optional<String> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    Optional<String> packageName() {
        return Optional.ofNullable(packageName);
    }

    Optional<String> className() {
        return Optional.ofNullable(className);
    }

    String include() {
        return include;
    }

    int release() {
        return release;
    }
}
