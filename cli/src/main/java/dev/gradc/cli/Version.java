package dev.gradc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// What `gradc --version` prints: gradc's version, and what it runs on.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return new String[]{"gradc " + number() + " (Java " + Runtime.version() + ", "
                + (vector ? "with" : "without") + " the Vector API, " + Runtime.getRuntime().availableProcessors()
                + " processors)"};
    }

    /// The number alone.
    static String number() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
