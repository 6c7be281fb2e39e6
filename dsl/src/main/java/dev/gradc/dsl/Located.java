package dev.gradc.dsl;

import dev.gradc.compiler.ir.Origin;

/// A layer of gradc's own: all that it makes belongs to the user's line that named the layer.
record Located(Origin line, Layer layer) implements Layer {
    /// A layer that is named at the line that is being run.
    static Layer here(Layer layer) {
        return new Located(Lines.here(), layer);
    }

    @Override
    public Tensor apply(Tensor x) {
        return x.build().at(line, () -> layer.apply(x));
    }
}
