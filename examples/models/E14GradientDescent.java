package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 14. Gradient descent: initialise → forward → backward → update → repeat, until |f(t + k) − f(t)| < ε. A line is fitted
/// to a curve; its loss is a bowl whose steepest curvature is about 1.3, so that steps of more than 2/1.3 climb out of it.
public class E14GradientDescent extends Network {
    /// Too small: hardly any way is made.
    public static final double SMALL = 0.01;
    /// About right.
    public static final double RIGHT = 0.9;
    /// Too large: every step goes over to the other side, and higher.
    public static final double LARGE = 1.8;

    private final double rate;
    private final int batch;

    /// All rows in each step, and about the right step size.
    public E14GradientDescent() {
        this(RIGHT, Integer.MAX_VALUE);
    }

    /// @param rate the step size η
    /// @param batch rows of a step: with fewer than all it is stochastic gradient descent
    public E14GradientDescent(double rate, int batch) {
        this.rate = rate;
        this.batch = batch;
    }

    @Override
    protected void define() {
        Tensor x = input("x", 1);
        Tensor y = input("y", 1);
        Tensor line = x.then(affine("line", 1).weights(zeros()));
        output("line", line);
        loss(halfSquaredError(line, y));
        optimizer(sgd(rate));
        batch(batch);
        epochs(1000);
        converge(10, 1e-6);
        data("curve");
    }
}
