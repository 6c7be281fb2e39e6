package dev.gradc.gradcheck;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.gradcheck.draw.DrawnInput;
import dev.gradc.gradcheck.draw.DrawnLayer;
import dev.gradc.gradcheck.draw.DrawnLoss;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.gradcheck.draw.DrawnOptimizer;
import dev.gradc.gradcheck.draw.DrawnRegularizer;
import dev.gradc.gradcheck.draw.Formula;
import dev.gradc.gradcheck.draw.Step;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/// jqwik's domain of networks and their parts, by the type of a property's parameter:
///
/// ```java
/// @Property
/// @Domain(GradcDomain.class)
/// void holds(@ForAll DrawnNetwork network, @ForAll DrawnBatch batch) { … }
/// ```
///
/// A domain stands in the place of what jqwik gives otherwise; `@Domain(DomainContext.Global.class)` beside it brings
/// numbers, strings and lists back. Other networks than these are drawn by [Draws] with [NetworkOptions].
public final class GradcDomain extends DomainContextBase {
    /// [Draws#networks()].
    @Provide
    public Arbitrary<DrawnNetwork> networks() {
        return Draws.networks();
    }

    /// [Draws#batches()].
    @Provide
    public Arbitrary<DrawnBatch> batches() {
        return Draws.batches();
    }

    /// [Draws#shapes()].
    @Provide
    public Arbitrary<Shape> shapes() {
        return Draws.shapes();
    }

    /// Formulas of two arguments.
    @Provide
    public Arbitrary<Formula> formulas() {
        return Draws.formulas(2, true);
    }

    /// [Draws#inputs].
    @Provide
    public Arbitrary<DrawnInput> inputs() {
        return Draws.inputs(NetworkOptions.DEFAULT);
    }

    /// [Draws#layers].
    @Provide
    public Arbitrary<DrawnLayer> layers() {
        return Draws.layers(NetworkOptions.DEFAULT);
    }

    /// [Draws#steps].
    @Provide
    public Arbitrary<Step> steps() {
        return Draws.steps(NetworkOptions.DEFAULT);
    }

    /// [Draws#losses].
    @Provide
    public Arbitrary<DrawnLoss> losses() {
        return Draws.losses(NetworkOptions.DEFAULT);
    }

    /// [Draws#regularizers].
    @Provide
    public Arbitrary<DrawnRegularizer> regularizers() {
        return Draws.regularizers(NetworkOptions.DEFAULT);
    }

    /// [Draws#optimizers].
    @Provide
    public Arbitrary<DrawnOptimizer> optimizers() {
        return Draws.optimizers();
    }
}
