package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;

/// 16. Capacity: a polynomial of some degree is fitted to a few noisy points. A low degree cannot follow the curve
/// (underfitting); a high one follows the noise (overfitting). The error on points that were learnt from only falls with
/// the degree; that on others falls, and then rises: a U.
public class E16Capacity extends Network {
    private final int degree;

    /// A polynomial of degree 5.
    public E16Capacity() {
        this(5);
    }

    /// @param degree of the polynomial
    public E16Capacity(int degree) {
        this.degree = degree;
    }

    @Override
    protected void define() {
        Tensor x = input("x", 1);
        Tensor y = input("y", 1);
        Tensor prediction = concat(legendre(x.times(2).minus(1)).toArray(Tensor[]::new))
                .then(affine("polynomial", 1).weights(zeros()).withoutBias());
        output("prediction", prediction);
        loss(mse(prediction, y));
        optimizer(adam(cosineDecay(0.1)));
        fullBatch();
        epochs(1500);
        data("curve:samples=25,noise=0.3");
    }

    /// Legendre's polynomials P₀ … P_degree, a basis in which none stands for another: (k + 1)Pₖ₊₁ = (2k + 1)t Pₖ − k Pₖ₋₁.
    /// Each is scaled to a mean square of 1.
    private List<Tensor> legendre(Tensor t) {
        List<Tensor> scaled = new ArrayList<>();
        Tensor before = column(0);
        Tensor p = column(1);
        for (int k = 0; k <= degree; k++) {
            scaled.add(p.times(StrictMath.sqrt(2 * k + 1)));
            Tensor next = t.times(p).times(2 * k + 1).minus(before.times(k)).over(k + 1);
            before = p;
            p = next;
        }
        return scaled;
    }
}
