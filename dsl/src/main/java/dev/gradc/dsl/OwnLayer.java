package dev.gradc.dsl;

/// A layer with parameters of its own, by a formula; compared by identity, for each object has its own parameters.
public final class OwnLayer implements Layer {
    private final String kind;
    private final String name;
    private final Formula formula;

    OwnLayer(String kind, String name, Formula formula) {
        this.kind = kind;
        this.name = name;
        this.formula = formula;
    }

    /// What a layer computes.
    @FunctionalInterface
    public interface Formula {
        /// The layer's result for `x`.
        ///
        /// @param own where the layer's parameters are
        Tensor apply(Scope own, Tensor x);
    }

    /// A layer of gradc's own, all of whose values belong to the line that is being run.
    static Layer located(String kind, String name, Formula formula) {
        return Located.here(new OwnLayer(kind, name, formula));
    }

    @Override
    public Tensor apply(Tensor x) {
        return formula.apply(x.build().scope(this, kind, name), x);
    }
}
