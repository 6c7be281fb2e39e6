package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.dsl.Network;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {
    private static final String HEAD = "import dev.gradc.dsl.*;\n";

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void assertSentence(Path file, String sentence) {
        assertThatThrownBy(() -> new ModelSource(file).network()).isInstanceOf(GradcException.class)
                .hasMessage(sentence);
    }

    private static String network(String name, String body) {
        return "class " + name + " extends Network {\n    protected void define() {\n        " + body + "\n    }\n}\n";
    }

    @Test
    void aNetworkIsCompiledInMemory() throws IOException {
        Path file = write("Line.java", HEAD + network("Line", "output(\"y\", input(\"x\", 3).sum());"));
        Network network = new ModelSource(file).network();
        assertThat(network.name()).isEqualTo("Line");
        assertThat(network.definition().outputs().get("y").origin()).hasToString("Line.java:4");
        assertThat(folder).isDirectoryNotContaining("glob:**.class");
    }

    @Test
    void otherFilesOfTheModelAreFoundByTheirPackage() throws IOException {
        write("a/b/Widths.java", "package a.b; class Widths { static final int INPUT = 7; }");
        Path file = write("a/b/Wide.java",
                "package a.b;\n" + HEAD + network("Wide", "output(\"y\", input(\"x\", Widths.INPUT).sum());"));
        assertThat(new ModelSource(file).network().definition().inputs().getFirst().shape()).hasToString("[batch, 7]");
    }

    @Test
    void theNetworkCalledAsTheFileIsMeant() throws IOException {
        String two = network("One", "output(\"y\", input(\"x\", 1).sum());")
                + network("Two", "output(\"y\", input(\"x\", 2).sum());");
        assertThat(new ModelSource(write("Two.java", HEAD + two)).network().name()).isEqualTo("Two");
        Path other = write("Three.java", HEAD + two);
        assertSentence(other,
                other + " declares several networks (One, Two): call the one that is meant Three, as the file");
    }

    @Test
    void whatDoesNotCompileIsToldByFileAndLine() throws IOException {
        assertSentence(write("Bad.java", HEAD + network("Bad", "output(\"y\", z);")),
                "Bad.java:4: cannot find symbol; symbol:   variable z; location: class Bad");
        Path none = write("None.java", "class None {}");
        assertSentence(none, none + " declares no network: write a class that extends dev.gradc.dsl.Network");
        Path empty = write("Empty.java", "");
        assertSentence(empty, empty + " declares no network: write a class that extends dev.gradc.dsl.Network");
    }

    @Test
    void whatFailsInTheModelIsToldByItsLine() throws IOException {
        assertSentence(write("Zero.java", HEAD + network("Zero", "epochs(1 / input(\"x\").shape().rank() * 0 / 0);")),
                "Zero.java:4: the model's own code failed with java.lang.ArithmeticException: / by zero");
        assertSentence(write("Never.java", HEAD + network("Never", "input(\"x\", 0);")),
                "Never.java:4: the input \"x\" has the extents [0], but each must be at least 1");
        Path file = write("Given.java", HEAD + "class Given extends Network {\n    Given(int n) {}\n"
                + "    protected void define() {}\n}\n");
        assertSentence(file, file + ": the network Given cannot be made: give it a constructor without parameters");
    }

    @Test
    void whatIsNoSourceFileIsTold() throws IOException {
        assertSentence(folder, folder + " is a directory, but the .java file of a model was expected");
        Path missing = folder.resolve("No.java");
        assertSentence(missing, "there is no file " + missing + ": name the .java file of a model");
        Path text = write("x.txt", "");
        assertSentence(text, text + " is no .java file, but the source of a model was expected");
    }
}
