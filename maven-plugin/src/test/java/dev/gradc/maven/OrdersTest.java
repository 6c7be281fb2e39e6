package dev.gradc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    @TempDir
    private Path folder;

    private Path models;
    private Path sources;

    @BeforeEach
    void folders() throws IOException {
        models = Files.createDirectories(folder.resolve("gradc"));
        sources = Files.createDirectories(folder.resolve("java"));
    }

    private Path file(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, List.of(lines));
    }

    private List<Order> orders(Model... named) throws IOException, MojoFailureException {
        return new Orders(models, List.of(sources), "com.my-group").of(List.of(named));
    }

    private static Model source(String name) {
        Model model = new Model();
        model.setSource(name);
        return model;
    }

    private static Model network(String name) {
        Model model = new Model();
        model.setNetwork(name);
        return model;
    }

    private void assertRefused(String sentence, Model... named) {
        assertThatThrownBy(() -> orders(named)).isInstanceOf(MojoFailureException.class).hasMessageContaining(sentence);
    }

    @Test
    void everyFileOfTheFolderIsAModel() throws IOException, MojoFailureException {
        Path b = file(models.resolve("B.java"), "// without a package");
        Path a = file(models.resolve("A.java"), "/// The package is below.", "package com.acme;");
        Path trained = file(models.resolve("B.gradc"), "");
        file(models.resolve("below/Helper.java"), "package below;");
        file(models.resolve("package-info.java"), "package com.acme;");
        List<Order> orders = orders();
        assertThat(orders).extracting(Order::face).containsExactly("com.acme.A", "com.my_group.B");
        assertThat(orders.get(0).check()).containsExactly("check", a.toString());
        assertThat(orders.get(1).check()).containsExactly("check", b.toString(), "--trained", trained.toString());
        Path jar = Path.of("b.jar");
        assertThat(orders.get(0).compile(jar)).startsWith("compile", a.toString(), "--out", "b.jar");
        assertThat(orders.get(1).compile(jar)).containsExactly("compile", trained.toString(), "--out", "b.jar",
                "--package", "com.my_group", "--class", "B", "--release", "17");
    }

    @Test
    void withoutTheFolderThereAreNone() throws IOException, MojoFailureException {
        Files.delete(models);
        assertThat(orders()).isEmpty();
    }

    @Test
    void aModelSaysWhatItBecomes() throws IOException, MojoFailureException {
        file(models.resolve("A.java"), "");
        Path other = file(models.resolve("best/a.gradc"), "");
        Model model = source("A.java");
        model.setCheckpoint("best/a.gradc");
        model.setPackage("p.q");
        model.setClassName("Answer");
        model.setInclude("train");
        model.setRelease(21);
        Order order = orders(model).getFirst();
        assertThat(order.face()).isEqualTo("p.q.Answer");
        assertThat(order.compile(Path.of("jar"))).contains(other.toString()).containsSubsequence("--release", "21",
                "--include", "train");
    }

    @Test
    void aNetworkMayBeOneOfTheProjectsOwnClasses() throws IOException, MojoFailureException {
        Path source = file(sources.resolve("com/acme/Net.java"), "package com.acme;");
        Model model = network("com.acme.Net");
        assertRefused("com.acme.Net would become a class of its network's own name", model);
        model.setClassName("TrainedNet");
        Order order = orders(model).getFirst();
        assertThat(order.face()).isEqualTo("com.acme.TrainedNet");
        assertThat(order.source()).isEqualTo(source);
        assertThat(order.root()).isEqualTo(sources);
    }

    @Test
    void mistakesAreToldInASentence() throws IOException {
        file(models.resolve("A.java"), "");
        file(models.resolve("below/A.java"), "");
        assertRefused("two models would become the class com.my_group.A", source("A.java"), source("below/A.java"));
        assertRefused("a <model> has either a <source>, a file, or a <network>, a class", new Model());
        assertRefused("there is no model com.acme.None: no file com/acme/None.java in " + models + ", " + sources,
                network("com.acme.None"));
        Model model = source("A.java");
        model.setCheckpoint("none.gradc");
        assertRefused("there is no checkpoint " + models.resolve("none.gradc"), model);
    }
}
