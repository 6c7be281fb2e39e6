package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The test of a user's that the README shows is [OwnFunctionsTest], and with a sign flipped it fails as the README says.
class ReadmeTest {
    private static final Path OWN = Path.of("src/test/java/dev/gradc/newcomer/OwnFunctionsTest.java");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+(E-?\\d+)?)?");

    @TempDir
    private Path folder;

    @Test
    void theTestIsShown() throws IOException {
        String shown = Files.readString(Path.of("../README.md"));
        String own = Files.readString(OWN);
        assertThat(shown).contains(own.substring(own.indexOf("class ")));
    }

    @Test
    void withItsSignFlippedItFails() throws IOException, ReflectiveOperationException {
        Path source = Files.writeString(folder.resolve("OwnFunctionsTest.java"),
                Files.readString(OWN).replace("times(3)", "times(-3)"));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g", "-proc:none", "-cp",
                System.getProperty("java.class.path"), "-d", folder.toString(), source.toString())).isZero();
        String message = failure("cube").getMessage();
        String readme = Files.readString(Path.of("../README.md"));
        String shown = readme.substring(readme.indexOf("Expecting the gradients of "));
        assertThat(withoutNumbers(message))
                .startsWith(withoutNumbers(shown.substring(0, shown.indexOf("```")).stripTrailing()));
        assertThat(message).contains("∂cube[", "/∂x[", "(OwnFunctionsTest.java:15)", ": derived -",
                ", by dual numbers ");
    }

    private Throwable failure(String name) throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.startsWith("dev.gradc.newcomer.") ? super.findClass(name)
                        : ReadmeTest.class.getClassLoader().loadClass(name);
            }
        }) {
            Class<?> type = loader.loadClass("dev.gradc.newcomer.OwnFunctionsTest");
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method method = type.getDeclaredMethod(name);
            method.setAccessible(true);
            Object test = constructor.newInstance();
            Throwable thrown = catchThrowable(() -> method.invoke(test));
            assertThat(thrown).isInstanceOf(InvocationTargetException.class);
            assertThat(thrown.getCause()).isInstanceOf(AssertionError.class);
            return thrown.getCause();
        }
    }

    private static String withoutNumbers(String text) {
        return NUMBER.matcher(text.replace(System.lineSeparator(), "\n")).replaceAll("#").replaceAll(" +", " ");
    }
}
