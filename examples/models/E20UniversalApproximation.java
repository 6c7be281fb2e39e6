package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.function.DoubleUnaryOperator;

/// 20. Universal approximation: with enough hidden units a shallow network comes as near to a continuous function as one
/// likes. Here D units are fitted to a curve; [Interpolation] gives the units by hand, as the usual proof does.
public class E20UniversalApproximation extends Network {
    private final int units;

    /// 50 hidden units.
    public E20UniversalApproximation() {
        this(50);
    }

    /// @param units D, how many hidden units there are
    public E20UniversalApproximation(int units) {
        this.units = units;
    }

    @Override
    protected void define() {
        Tensor x = input("x", 1);
        Tensor y = input("y", 1);
        // Every unit's joint, where x + bias = 0, begins within [0, 1].
        Tensor prediction = x.then(affine(units).weights(constant(1)).bias(uniform(-1, 0)), relu(), affine(1));
        output("prediction", prediction);
        loss(mse(prediction, y));
        optimizer(adam(cosineDecay(0.03)));
        fullBatch();
        epochs(1500);
        data("curve:noise=0");
    }

    /// A network that goes through D + 1 points of f on [0, 1], with a line between each two: unit d begins at the dth of
    /// them, and is weighted by the change of slope there.
    public static class Interpolation extends Network {
        private final DoubleUnaryOperator f;
        private final int units;

        /// @param f what is approximated
        /// @param units D
        public Interpolation(DoubleUnaryOperator f, int units) {
            this.f = f;
            this.units = units;
        }

        @Override
        protected void define() {
            double[] joints = new double[units];
            double[] changes = new double[units];
            double slope = 0;
            for (int d = 0; d < units; d++) {
                double from = (double) d / units;
                double to = (d + 1.0) / units;
                double next = (f.applyAsDouble(to) - f.applyAsDouble(from)) * units;
                joints[d] = -from;
                changes[d] = next - slope;
                slope = next;
            }
            Tensor x = input("x", 1);
            output("y", x.then(affine(units).weights(constant(1)).bias(values(joints)), relu(),
                    affine(1).weights(values(changes)).bias(values(f.applyAsDouble(0)))));
        }
    }
}
