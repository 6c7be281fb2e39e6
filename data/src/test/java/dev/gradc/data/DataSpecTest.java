package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Field;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSpecTest {
    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void generatedSetsAreNamed() {
        Loaded mnist = DataSpec.parse("mnist1d:samples=100,seed=7").load();
        assertThat(mnist.train().size()).isEqualTo(80);
        assertThat(mnist.test().orElseThrow().size()).isEqualTo(20);
        assertThat(CsvTest.row(mnist.train(), 5)).isEqualTo(CsvTest.row(Mnist1d.draw(100, 7).train(), 5));
        assertThat(DataSpec.parse("XOR").load().train().size()).isEqualTo(4);
        assertThat(DataSpec.parse("spirals:classes=5,samples=50").load().train().fields().get(1).classes()).hasSize(5);
        assertThat(DataSpec.parse("moons:rows=7").load().train().size()).isEqualTo(7);
        assertThat(DataSpec.parse("circles:noise=0,part=test").load().train().size()).isEqualTo(200);
        assertThat(DataSpec.parse("curve").load().train().fields().get(1).name()).isEqualTo("y");
    }

    @Test
    void testDataOfAGeneratedSetIsItsTestPart() {
        Loaded moons = DataSpec.parse("moons").load();
        DataSet test = DataSpec.parse("moons").loadTest(moons);
        assertThat(CsvTest.row(test, 0)).isEqualTo(CsvTest.row(moons.test().orElseThrow(), 0));
        assertThat(DataSpec.parse("moons:part=train,seed=3").loadTest(moons).size()).isEqualTo(800);
        assertThat(DataSpec.parse("moons").loadFeatures(Optional.empty()).size()).isEqualTo(200);
    }

    @Test
    void csvOptionsAreUnderstood() throws IOException {
        String path = file("a.csv", "1;u;2\n3;v;4\n5;u;6\n");
        DataSet data = DataSpec.parse(path + ":label=2,ignore=first,header=no,separator=semicolon,rows=2").load()
                .train();
        assertThat(data.size()).isEqualTo(2);
        assertThat(CsvTest.row(data, 1)).containsExactly(4);
        assertThat(data.fields().get(1).classes()).containsExactly("u", "v");
        assertThat(DataSpec.parse(path).label("2").load().train().fields().getFirst().width()).isEqualTo(2);
        assertThat(DataSpec.parse(path).target(Target.REAL).load().train().fields().get(1).kind())
                .isEqualTo(Field.Kind.REAL);
        assertThat(DataSpec.parse(path + ":target=class").target(Target.REAL).load().train().fields().get(1).kind())
                .isEqualTo(Field.Kind.LABEL);
    }

    @Test
    void aFileWhoseNameLooksLikeOptionsIsAFile() throws IOException {
        String path = file("a:rows=1.csv", "1,a\n2,b\n");
        assertThat(DataSpec.parse(path).load().train().size()).isEqualTo(2);
        String comma = file("b,c.csv", "1,a\n2,b\n");
        assertThat(DataSpec.parse(comma + ":rows=1").load().train().size()).isEqualTo(1);
    }

    @Test
    void testAndPredictionKeepTheMeaningOfColumns() throws IOException {
        Loaded train = DataSpec.parse(file("a.csv", "id,kind,size\n1,u,2\n2,v,3\n3,w,5\n") + ":label=kind,ignore=id")
                .load();
        DataSet test = DataSpec.parse(file("b.csv", "size,kind,id\n4,w,9\n")).loadTest(train);
        assertThat(test.label(1, 0)).isEqualTo(2);
        assertThat(CsvTest.row(DataSpec.parse(file("c.csv", "size\n8\n")).loadFeatures(train.schema()), 0))
                .containsExactly(8);
        assertThat(CsvTest.row(DataSpec.parse(file("d.csv", "7,8\n")).loadFeatures(Optional.empty()), 0))
                .containsExactly(7, 8);
    }

    @Test
    void filesOfUnknownEndingAreKnownByTheirContent() throws IOException {
        Path idx = Files.write(folder.resolve("pictures"), BinaryFiles.gzip(BinaryFiles.idx(new byte[6], 3, 2)));
        Path labels = Files.write(folder.resolve("answers"), BinaryFiles.idx(new byte[]{0, 1, 0}, 3));
        assertThat(DataSpec.parse(idx + "," + labels).load().train().size()).isEqualTo(3);
        Path npy = Files.write(folder.resolve("numbers"), BinaryFiles.npy("<f8", "1,", BinaryFiles.doubles(4)));
        assertThat(CsvTest.row(DataSpec.parse(npy.toString()).load().train(), 0)).containsExactly(4);
        assertThat(DataSpec.parse(file("table", "1,a\n2,b\n")).load().train().size()).isEqualTo(2);
    }

    @Test
    void mistakesGiveOneSentence() throws IOException {
        says("", "the data has no name: name a file, or one of mnist1d, xor, spirals, moons, circles, curve");
        says("mnist1", "there is no file called mnist1 and no built-in data set:"
                + " name one by its name (did you mean mnist1d?), or a file");
        says("cancer", "there is no file called cancer and no built-in data set:"
                + " name one by its name (mnist1d, xor, spirals, moons, circles, curve), or a file");
        says("moons:sample=5", "the data moons:sample=5 has the option sample, which it does not take:"
                + " name one by its name (did you mean samples?)");
        says("xor:samples=5", "the data xor:samples=5 has the option samples, which it does not take:"
                + " name one by its name (rows, part)");
        says("moons:samples=",
                "the data moons:samples= has the option 'samples=', but an option is written name=value");
        says("moons:rows=1,rows=2", "the data moons:rows=1,rows=2 has the option rows twice");
        says("moons:rows=0",
                "the data moons:rows=0 has the option rows=0, but a whole number from 1 to 999999999 was expected");
        says("moons:seed=x", "the data moons:seed=x has the option seed=x, but a whole number was expected");
        says("moons:noise=-1",
                "the data moons:noise=-1 has the option noise=-1, but a number that is not negative was expected");
        says("moons:part=all", "the data moons:part=all has the option part=all, but test or train was expected");
        says("a\0b.csv", "the data 'a\0b.csv' is no name of a file: Nul character not allowed");
        String csv = file("a.csv", "1,a\n2,b\n");
        says(csv + "," + csv + "," + csv,
                "the data " + csv + "," + csv + "," + csv + " names more or fewer files than can"
                        + " be read: name one, or features and targets with a comma between");
        says(folder + "/no.csv", folder + "/no.csv: there is no such file");
        Loaded xor = DataSpec.parse("xor").load();
        assertThatThrownBy(() -> DataSpec.parse(csv).loadTest(xor)).hasMessage("the test data " + csv
                + " has 1 features and a label of 2 classes, but the training data has 2 features and a label of 2 classes:"
                + " they must be of one kind");
    }

    private static void says(String spec, String sentence) {
        assertThatThrownBy(() -> DataSpec.parse(spec).load()).isInstanceOf(GradcException.class).hasMessage(sentence);
    }
}
