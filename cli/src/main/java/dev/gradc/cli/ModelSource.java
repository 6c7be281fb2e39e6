package dev.gradc.cli;

import dev.gradc.dsl.Network;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// A model's source file: a class that extends [Network], with others beside it that it needs.
///
/// @param file the `.java` file
record ModelSource(Path file) {
    /// Compiles the file in memory and makes the network that it declares.
    ///
    /// @throws GradcException when the file cannot be read, does not compile, declares no network or more than one, or
    ///     what it declares is wrong
    Network network() {
        checkFile();
        Class<?> type = networkClass(compile());
        return guarded(() -> {
            Constructor<?> constructor = constructor(type);
            constructor.setAccessible(true);
            Network network = (Network) constructor.newInstance();
            network.definition();
            return network;
        });
    }

    private void checkFile() {
        if (!Files.exists(file)) {
            throw new GradcException("there is no file " + file + ": name the .java file of a model");
        }
        if (Files.isDirectory(file)) {
            throw new GradcException(file + " is a directory, but the .java file of a model was expected");
        }
        if (!file.toString().endsWith(".java")) {
            throw new GradcException(file + " is no .java file, but the source of a model was expected");
        }
        if (!Files.isReadable(file)) {
            throw new GradcException(file + " cannot be read: permission denied");
        }
    }

    /// The classes of the file, loaded but not yet run.
    private List<Class<?>> compile() {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK has a compiler");
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (ModelClasses classes = new ModelClasses(
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8))) {
            JavaFileObject source = classes.source(file);
            List<String> options = List.of("-g", "-proc:none", "-Xlint:none", "-classpath",
                    System.getProperty("java.class.path"), "-sourcepath", sourceRoot().toString());
            boolean done = compiler.getTask(null, classes, found, options, null, List.of(source)).call();
            if (!done) {
                throw new GradcException(errors(found));
            }
            ClassLoader loader = classes.loader();
            return classes.from(source).stream().<Class<?>>map(name -> load(loader, name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class " + name + " was just compiled", e);
        }
    }

    /// The folder that the file's package begins in, where other files of the model are looked for.
    private Path sourceRoot() throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        for (Path root = folder; root != null; root = root.getParent()) {
            if (declaresPackage(root.relativize(folder))) {
                return root;
            }
        }
        return folder;
    }

    private boolean declaresPackage(Path path) throws IOException {
        String name = path.toString().replace(path.getFileSystem().getSeparator(), ".");
        String declaration = name.isEmpty() ? "(?!)" : "\\s*package\\s+" + Pattern.quote(name) + "\\s*;.*";
        return Files.readAllLines(file).stream().anyMatch(line -> line.matches(declaration));
    }

    private String errors(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).map(this::line)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private String line(Diagnostic<? extends JavaFileObject> error) {
        String message = error.getMessage(Locale.ROOT).strip().replaceAll("\\s*\\R\\s*", "; ");
        if (error.getSource() == null) {
            return file + ": " + message;
        }
        return Path.of(error.getSource().getName()).getFileName() + ":" + error.getLineNumber() + ": " + message;
    }

    private Class<?> networkClass(List<Class<?>> classes) {
        List<Class<?>> networks = classes.stream().filter(Network.class::isAssignableFrom)
                .filter(c -> !Modifier.isAbstract(c.getModifiers()) && !c.isAnonymousClass()).toList();
        String own = file.getFileName().toString().replaceAll("\\.java$", "");
        if (networks.isEmpty()) {
            throw new GradcException(file + " declares no network: write a class that extends dev.gradc.dsl.Network");
        }
        List<Class<?>> main = networks.size() == 1 ? networks
                : networks.stream().filter(c -> c.getSimpleName().equals(own)).toList();
        if (main.size() != 1) {
            throw new GradcException(file + " declares several networks ("
                    + networks.stream().map(Class::getSimpleName).collect(Collectors.joining(", "))
                    + "): call the one that is meant " + own + ", as the file");
        }
        return main.getFirst();
    }

    private Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())
                || Arrays.stream(type.getDeclaredConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
            throw new GradcException(file + ": the network " + type.getSimpleName()
                    + " cannot be made: give it a constructor without parameters");
        }
        return type.getDeclaredConstructor();
    }

    private interface Reflective<T> {
        T call() throws ReflectiveOperationException;
    }

    /// Runs the user's code: an exception of it is told with the user's line.
    private <T> T guarded(Reflective<T> code) {
        try {
            return code.call();
        } catch (GradcException e) {
            throw e;
        } catch (InvocationTargetException e) {
            throw told(Objects.requireNonNullElse(e.getCause(), e));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | StackOverflowError e) {
            throw told(e);
        }
    }

    private GradcException told(Throwable e) {
        if (e instanceof GradcException mistake) {
            return mistake;
        }
        String name = file.getFileName().toString();
        String at = Arrays.stream(e.getStackTrace()).filter(frame -> name.equals(frame.getFileName())).findFirst()
                .map(StackTraceElement::getLineNumber).map(line -> name + ":" + line).orElse(name);
        return new GradcException(at + ": the model's own code failed with " + e, e);
    }
}
