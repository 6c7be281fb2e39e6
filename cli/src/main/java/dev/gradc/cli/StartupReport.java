package dev.gradc.cli;

import dev.gradc.benchmarks.Startup;
import dev.gradc.benchmarks.Startup.Quantity;
import java.util.Locale;

/// What `gradc bench --startup` prints: a line for each quantity.
final class StartupReport {
    private static final String ROW = "%-16s %-26s %12s %12s%n";

    private final Screen screen;
    private final boolean json;

    /// @param json whether each line is a JSON object
    StartupReport(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    /// Measures, and prints each quantity as soon as it is known.
    void run(Startup startup) {
        if (!json) {
            screen.out().printf(ROW, "case", "ms from calling compile", "median", "least");
        }
        startup.run(this::print);
    }

    private void print(Quantity quantity) {
        screen.clear();
        if (json) {
            screen.out().println(new Json().put("case", quantity.work()).put("quantity", quantity.name())
                    .put("median_ms", quantity.median()).put("least_ms", quantity.least())
                    .put("processes", quantity.millis().size()));
        } else {
            screen.out().printf(ROW, quantity.work(), quantity.name(), number(quantity.median()),
                    number(quantity.least()));
        }
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, "%.0f", millis);
    }
}
