package dev.gradc.compiler.interp;

import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.compiler.scalar.SequenceEvaluator;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.List;

/// Everything that changes while one kernel of the loop interpreter runs, for one thread.
///
/// Temps are kept as doubles whatever the program's precision is; in a float program each holds a float's value.
final class LoopFrame {
    /// What a statement does.
    interface Action {
        void run(LoopFrame frame);
    }

    /// A real of the program's precision.
    interface Real {
        double in(LoopFrame frame);
    }

    /// An index, or a number of iterations.
    interface Count {
        int in(LoopFrame frame);
    }

    /// The program's arrays by number, and the thread's scratch behind them. Those of other types are null, and are never
    /// looked at.
    final float[][] floats;
    final double[][] doubles;
    final int[][] ints;

    final int rows;
    final int[] axes;
    final double[] temps;
    /// The values of the kernel's extents for this batch.
    final int[] extents;
    /// The values of parts of indices, for the batch that there is room for.
    final int[] places;
    /// What calls of functions are evaluated by; they keep values, so each frame has its own.
    final SequenceEvaluator[] functions;

    LoopFrame(Object[] arrays, Object scratch, int rows, int axes, int temps, List<Extent> extents,
            List<Extent> places, List<Sequence> functions) {
        this.floats = new float[arrays.length + 1][];
        this.doubles = new double[arrays.length + 1][];
        this.ints = new int[arrays.length + 1][];
        for (int i = 0; i <= arrays.length; i++) {
            switch (i < arrays.length ? arrays[i] : scratch) {
                case float[] array -> floats[i] = array;
                case double[] array -> doubles[i] = array;
                case int[] array -> ints[i] = array;
                case Object other -> throw new IllegalStateException("array " + i + " is a " + other.getClass());
            }
        }
        this.rows = rows;
        this.axes = new int[axes];
        this.temps = new double[temps];
        this.extents = at(extents, rows);
        this.places = at(places, Layout.room(rows));
        this.functions = functions.stream().map(SequenceEvaluator::new).toArray(SequenceEvaluator[]::new);
    }

    private static int[] at(List<Extent> extents, int rows) {
        return extents.stream().mapToInt(extent -> Math.toIntExact(extent.at(rows))).toArray();
    }
}
