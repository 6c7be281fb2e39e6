/// What a user writes: a network as one class that extends [dev.gradc.dsl.Network].
///
/// The words are static methods of a chain of classes (tensors, activations, losses, initialisers, regularisers,
/// schedules, optimisers, layers, training), which a network inherits, so that a model file needs no other import; a program of one's
/// own imports them statically from [dev.gradc.dsl.Network]. The chain orders words, nothing else.
@NullMarked
package dev.gradc.dsl;

import org.jspecify.annotations.NullMarked;
