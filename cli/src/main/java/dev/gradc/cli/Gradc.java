package dev.gradc.cli;

import dev.gradc.compiler.Compiler.Backend;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Precision;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command `gradc`, which has only commands below it.
@Command(name = "gradc", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Compiles a neural network written in Java, trains it, and shows how it is computed.", synopsisSubcommandLabel = "COMMAND", footer = {
    "", "gradc COMMAND --help tells more about a command.",
    "Exit codes: 0 done, 1 failed, 2 misused (an option, a file or a model that is wrong)."})
final class Gradc {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Screen screen;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Show where in gradc an error came from.")
    private boolean stacktrace;

    private Gradc(Screen screen) {
        this.screen = screen;
    }

    /// Runs a command line.
    /// @return the exit code
    static int run(Screen screen, String... arguments) {
        Gradc gradc = new Gradc(screen);
        CommandLine line = new CommandLine(gradc);
        List.of(new TrainCommand(screen), new PredictCommand(screen), new CompileCommand(screen),
                new ExplainCommand(screen), new CheckCommand(screen), new BenchCommand(screen),
                new ProfileCommand(screen), new VerifyCommand(screen))
                .forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Backend.class, text -> named(Backend.values(), text));
        line.registerConverter(Precision.class, text -> named(Precision.values(), text));
        line.setOut(writer(screen.out())).setErr(writer(screen.err()));
        line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        line.setParameterExceptionHandler((e, _) -> gradc.misused(e));
        line.setExecutionExceptionHandler((e, _, _) -> gradc.failed(e));
        try {
            return line.execute(arguments.length == 0 ? new String[]{"--help"} : arguments);
        } catch (OutOfMemoryError e) {
            return gradc.failed(new GradcException("Java has no more memory: give it more, as in"
                    + " GRADC_JAVA_OPTS=-Xmx8g, or take a smaller batch or fewer rows", e));
        }
    }

    /// The constant of that name, in upper or lower case.
    private static <E extends Enum<E>> E named(E[] constants, String text) {
        return Arrays.stream(constants).filter(constant -> constant.name().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException(text + " is none of " + Arrays.stream(constants)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private int misused(ParameterException e) {
        String help = e.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help";
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return tell(sentence(e) + " (see " + help + ")", e, MISUSED);
        }
        String first = unmatched.getUnmatched().getFirst();
        boolean command = unmatched.getCommandLine().getParent() == null && !first.startsWith("-");
        List<String> meant = unmatched.getSuggestions();
        String what = command ? "there is no command "
                : first.startsWith("-") ? "there is no option " : "there is no use for ";
        String sentence = what + first + (meant.isEmpty() ? "" : ": did you mean " + meant.getFirst() + "?");
        return tell(sentence + " (see " + help + ")", e, MISUSED);
    }

    private int failed(Exception e) {
        return switch (e) {
            case Misuse _ -> tell(sentence(e), e, MISUSED);
            case GradcException _ -> tell(sentence(e), e, FAILED);
            default ->
                tell("a fault of gradc's own: " + e + (stacktrace ? "" : " (--stacktrace tells where)"), e, FAILED);
        };
    }

    private static String sentence(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private int tell(String sentence, Exception e, int code) {
        screen.say(sentence);
        if (stacktrace) {
            e.printStackTrace(screen.err());
        }
        return code;
    }
}
