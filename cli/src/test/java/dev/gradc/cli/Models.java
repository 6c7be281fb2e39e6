package dev.gradc.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Model files for tests.
final class Models {
    private Models() {
    }

    /// Writes a classifier with a hidden layer of 16, trained for 3 epochs in batches of 8 unless the command is told
    /// otherwise.
    ///
    /// @param more further statements, such as what data it names
    static Path classifier(Path folder, String name, int inputs, int classes, String more) {
        try {
            return Files.writeString(folder.resolve(name + ".java"), """
                    import dev.gradc.dsl.*;

                    class %s extends Network {
                        protected void define() {
                            Tensor x = input("x", %d);
                            Labels y = labels("y", %d);
                            Tensor z = x.then(affine(16), tanh(), affine(%d));
                            output("p", z.then(softmax()));
                            loss(crossEntropyWithLogits(z, y));
                            optimizer(adam(0.01));
                            epochs(3);
                            batch(8);
                            %s
                        }
                    }
                    """.formatted(name, inputs, classes, classes, more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes rows of two numbers, a word and one of three classes that can be told from them.
    static Path csv(Path folder, String name, int rows) {
        StringBuilder text = new StringBuilder("size,weight,colour,kind\n");
        for (int i = 0; i < rows; i++) {
            int kind = i % 3;
            text.append(100 * kind + i % 7).append(',').append(5 - 2 * kind + i % 5 * 0.1).append(',')
                    .append(kind == 0 ? "red" : "green").append(',').append("abc".charAt(kind)).append("\n");
        }
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
