package dev.gradc.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;

/// What HotSpot has made of the methods of some classes. Each method that runs often it tries to compile, first by C1; in the end each
/// must be in code by C2 that is in use: its own, or that of a method that it was inlined into.
///
/// The JDK Flight Recorder tells what was compiled and inlined; the list of the code cache, what has not been thrown away since.
final class HotMethods implements AutoCloseable {
    private static final int BY_C2 = 4;
    private static final int IN_USE = 0;

    private final String classes;
    private final Recording recording = new Recording();
    private final Set<String> defined = new TreeSet<>();
    private final Set<String> tried = new TreeSet<>();
    private final Set<String> good = new HashSet<>();

    /// Watches from now on.
    ///
    /// @param classes what the names of the classes begin with
    HotMethods(String classes) {
        this.classes = classes;
        recording.enable("jdk.ClassDefine");
        recording.enable("jdk.Compilation").withThreshold(Duration.ZERO);
        recording.enable("jdk.CompilerInlining");
        recording.start();
    }

    /// The methods that HotSpot has tried to compile and that are in no code by C2 that is in use, and the classes that have no
    /// method in such code.
    Set<String> notByC2() throws IOException, JMException {
        Set<Long> inUse = inUse();
        defined.clear();
        tried.clear();
        good.clear();
        for (RecordedEvent event : events()) {
            switch (event.getEventType().getName()) {
                case "jdk.ClassDefine" -> define(event);
                case "jdk.Compilation" -> compile(event, inUse);
                case "jdk.CompilerInlining" -> inline(event, inUse);
                default -> {
                }
            }
        }
        Set<String> rest = new TreeSet<>(tried);
        rest.addAll(defined);
        rest.removeAll(good);
        return rest;
    }

    /// How many of the methods are in code by C2.
    int byC2() {
        Set<String> both = new HashSet<>(tried);
        both.retainAll(good);
        return both.size();
    }

    private void define(RecordedEvent event) {
        RecordedClass type = event.getClass("definedClass");
        if (type.getName().startsWith(classes)) {
            defined.add(type.getName());
        }
    }

    private void compile(RecordedEvent event, Set<Long> inUse) {
        RecordedMethod method = event.getValue("method");
        String type = method.getType().getName();
        if (type.startsWith(classes)) {
            String name = type + "." + method.getName() + method.getDescriptor();
            tried.add(name);
            if (!event.getBoolean("isOsr") && inUse.contains(event.getLong("compileId"))) {
                good.addAll(List.of(type, name));
            }
        }
    }

    private void inline(RecordedEvent event, Set<Long> inUse) {
        RecordedObject callee = event.getValue("callee");
        String type = callee.getString("type").replace('/', '.');
        if (type.startsWith(classes) && event.getBoolean("succeeded") && inUse.contains(event.getLong("compileId"))) {
            good.addAll(List.of(type, type + "." + callee.getString("name") + callee.getString("descriptor")));
        }
    }

    private List<RecordedEvent> events() throws IOException {
        Path file = Files.createTempFile("gradc", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }

    /// The numbers of C2's compilations whose code is in use.
    private static Set<Long> inUse() throws JMException {
        String list = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "compilerCodelist", null, null);
        Set<Long> numbers = new HashSet<>();
        for (String line : list.lines().toList()) {
            // A line begins with the compilation's number, its level, and its code's state.
            String[] fields = line.strip().split(" ", 4);
            if (Integer.parseInt(fields[1]) == BY_C2 && Integer.parseInt(fields[2]) == IN_USE) {
                numbers.add(Long.valueOf(fields[0]));
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        recording.close();
    }
}
