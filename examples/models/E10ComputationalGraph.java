package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 10. A computational graph: f = (x + y)z by way of q = x + y. At (−2, 5, −4) it goes forward to q = 3 and f = −12, and
/// back from ∂f/∂f = 1: at each node the upstream gradient times the local one is the downstream gradient of that edge.
public class E10ComputationalGraph extends Network {
    @Override
    protected void define() {
        Tensor x = input("x");
        Tensor y = input("y");
        Tensor z = input("z");
        Tensor q = x.plus(y).named("q");
        Tensor f = q.times(z).named("f");
        output("q", q);
        output("f", f);
        edge("f", "q", f, f, q);
        edge("f", "z", f, f, z);
        edge("q", "x", f, q, x);
        edge("q", "y", f, q, y);
    }

    /// The three gradients of the edge from `operand` to `node`.
    private void edge(String name, String operandName, Tensor f, Tensor node, Tensor operand) {
        String edge = operandName + " → " + name;
        output(edge + ", upstream", grad(f.sum(), node));
        output(edge + ", local", grad(node.sum(), operand));
        output(edge + ", downstream", grad(f.sum(), operand));
    }

    /// f = σ(w₀x₀ + w₁x₁ + w₂), a neuron.
    public static class Neuron extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 2);
            Tensor w = input("w", 3);
            Tensor dot = w.slice(0, 2).times(x).sum(-1).plus(w.column(2));
            Tensor f = sigmoid(dot);
            output("dot", dot);
            output("f", f);
            output("∂f/∂dot", grad(f.sum(), dot));
            output("∂f/∂w", grad(f.sum(), w));
            output("∂f/∂x", grad(f.sum(), x));
        }
    }

    /// f = (x + σ(y)) / (σ(x) + (x + y)²).
    public static class Staged extends Network {
        @Override
        protected void define() {
            Tensor x = input("x");
            Tensor y = input("y");
            Tensor f = x.plus(sigmoid(y)).over(sigmoid(x).plus(x.plus(y).square()));
            output("f", f);
            output("∂f/∂x", grad(f.sum(), x));
            output("∂f/∂y", grad(f.sum(), y));
        }
    }
}
