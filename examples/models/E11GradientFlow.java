package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 11. Patterns of gradient flow, each on a graph of its own, where g is the gradient that comes from above; and here all
/// of them in one: 2(xy + max(z, w)).
public class E11GradientFlow extends Network {
    @Override
    protected void define() {
        Tensor x = input("x");
        Tensor y = input("y");
        Tensor z = input("z");
        Tensor w = input("w");
        Tensor f = x.times(y).plus(max(z, w)).times(2);
        output("f", f);
        output("x", grad(f.sum(), x));
        output("y", grad(f.sum(), y));
        output("z", grad(f.sum(), z));
        output("w", grad(f.sum(), w));
    }

    /// x and y, the gradient g from above, and what flows back to the two.
    private abstract static class Gate extends Network {
        abstract Tensor gate(Tensor x, Tensor y);

        @Override
        protected final void define() {
            Tensor x = input("x");
            Tensor y = input("y");
            Tensor g = input("g");
            Tensor f = gate(x, y);
            output("f", f);
            // ∂(g·f)/∂f = g.
            output("x", grad(g.times(f).sum(), x));
            output("y", grad(g.times(f).sum(), y));
        }
    }

    /// An adder distributes: both get g.
    public static class Add extends Gate {
        @Override
        Tensor gate(Tensor x, Tensor y) {
            return x.plus(y);
        }
    }

    /// A copy adds: x goes three ways, and gets what comes back from all of them; y, which goes one way, gets g.
    public static class Copy extends Gate {
        @Override
        Tensor gate(Tensor x, Tensor y) {
            return x.plus(x.times(2)).plus(x).plus(y);
        }
    }

    /// A multiplier swaps: x gets gy, and y gets gx.
    public static class Mul extends Gate {
        @Override
        Tensor gate(Tensor x, Tensor y) {
            return x.times(y);
        }
    }

    /// A maximum routes: the larger one gets g, the other nothing. (Where both are equal, each gets g/2.)
    public static class Max extends Gate {
        @Override
        Tensor gate(Tensor x, Tensor y) {
            return max(x, y);
        }
    }
}
