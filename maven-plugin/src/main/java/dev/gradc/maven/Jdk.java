package dev.gradc.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;

/// Finds the JDK that gradc runs on.
final class Jdk {
    /// The first Java that gradc runs on.
    static final int OLDEST = 25;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");
    /// Where JDKs are installed side by side: on Linux, by SDKMAN and IDEs, on macOS.
    private static final List<String> SYSTEM_PLACES = List.of("/usr/lib/jvm", "/opt/java", "/opt", "/usr/java",
            "/Library/Java/JavaVirtualMachines", "/opt/homebrew/opt", "/usr/local/opt");
    private static final List<String> USER_PLACES = List.of(".sdkman/candidates/java", ".jdks",
            "Library/Java/JavaVirtualMachines");
    /// Where the JDK stands in such a folder.
    private static final List<String> INSIDE = List.of("", "Contents/Home", "libexec/openjdk.jdk/Contents/Home");

    private Jdk() {
    }

    /// The first of the candidates that is new enough, or else the first that is installed in a usual place.
    ///
    /// @param candidates folders that need not be there
    /// @param user the user's home
    /// @throws MojoFailureException when there is none
    static Path find(List<Path> candidates, Path user) throws MojoFailureException, IOException {
        List<Path> places = new ArrayList<>(USER_PLACES.stream().map(user::resolve).toList());
        places.addAll(0, SYSTEM_PLACES.stream().map(Path::of).toList());
        return find(candidates, places);
    }

    /// The same, with places to look in.
    static Path find(List<Path> candidates, List<Path> places) throws MojoFailureException, IOException {
        List<Path> all = new ArrayList<>(candidates);
        for (Path place : places) {
            for (Path folder : folders(place)) {
                INSIDE.forEach(inside -> all.add(folder.resolve(inside)));
            }
        }
        for (Path home : all) {
            if (isNewEnough(home)) {
                return home;
            }
        }
        throw new MojoFailureException("gradc needs a JDK " + OLDEST
                + " or later to compile models, and there is none here: install one (from https://adoptium.net), name it in"
                + " toolchains.xml, or set JAVA25_HOME to its folder");
    }

    /// The Java version of a JDK, as its file `release` tells; empty where there is no JDK.
    static Optional<Integer> version(Path home) throws IOException {
        Path release = home.resolve("release");
        boolean compiles = Files.exists(home.resolve("bin/javac")) || Files.exists(home.resolve("bin/javac.exe"));
        if (!compiles || !Files.isReadable(release)) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(Files.readString(release));
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static boolean isNewEnough(Path home) throws IOException {
        return version(home).filter(version -> version >= OLDEST).isPresent();
    }

    private static List<Path> folders(Path place) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(place) && Files.isReadable(place)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(place, Files::isDirectory)) {
                stream.forEach(folders::add);
            }
        }
        folders.sort(null);
        return folders;
    }
}
