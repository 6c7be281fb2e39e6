package dev.gradc.runtime;

/// How often a training saves itself: at its end; after every epoch, every so many steps and every so many seconds, but
/// never so often that saving takes more than a twentieth of the time. The first save is always made when it is due.
///
/// @param steps at least 1
/// @param seconds greater than 0
public record SavePolicy(long steps, double seconds) {
    /// Every 100 steps and every 5 seconds.
    public static final SavePolicy DEFAULT = new SavePolicy(100, 5);

    /// @throws GradcException when a number is out of its range
    public SavePolicy {
        Check.positive("the number of steps between two saves", steps);
        if (!(seconds > 0)) {
            throw new GradcException("the number of seconds between two saves is " + seconds
                    + ", but must be greater than 0");
        }
    }
}
