package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 6. Softmax alone: eᶻ over the sum of all eᶻ. Of (7, 5, 2, −1, 3) it is (.8615, .1166, .0058, .0003, .0158); a slide
/// that shows .1165 and .0157 has cut two of them off rather than rounded them.
public class E06Softmax extends Network {
    @Override
    protected void define() {
        Tensor z = input("z", 5);
        output("softmax", softmax(z));
        // By its definition; gradc recognises it, and computes it without overflow too.
        output("written out", z.exp().over(z.exp().sum(-1).reshape(1)));
    }
}
