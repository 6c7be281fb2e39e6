package dev.gradc.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A JSON object in the making, printed on one line. Numbers that JSON does not have (NaN, infinities) become null.
final class Json {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /// Adds a member.
    Json put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /// Adds a whole number.
    Json put(String name, long value) {
        return put(name, (Object) value);
    }

    /// Adds a number.
    Json put(String name, double value) {
        if (Double.isFinite(value)) {
            return put(name, (Object) value);
        }
        members.put(name, null);
        return this;
    }

    /// Adds a number where there is one.
    Json put(String name, OptionalDouble value) {
        return value.isPresent() ? put(name, value.getAsDouble()) : this;
    }

    /// The members, for an object within another.
    Map<String, @Nullable Object> members() {
        return members;
    }

    /// The object on one line.
    @Override
    public String toString() {
        return JsonMapper.shared().writeValueAsString(members);
    }
}
