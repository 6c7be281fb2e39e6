package dev.gradc.runtime;

import java.util.OptionalDouble;

/// What an epoch of training came to.
///
/// @param epoch its number, 1 for the first
/// @param step how many steps the training had at its end
/// @param loss the mean training loss of a row over the epoch's steps, each measured before its update
/// @param validationLoss the mean loss of a validation row at the end, where there are such rows
/// @param validationAccuracy the accuracy on the validation rows at the end, where the target is a class
public record EpochResult(int epoch, long step, double loss, OptionalDouble validationLoss,
        OptionalDouble validationAccuracy) {
}
