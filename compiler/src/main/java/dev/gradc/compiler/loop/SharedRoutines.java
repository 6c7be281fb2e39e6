package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operands.Place;
import dev.gradc.compiler.loop.Routine.Call;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The routines of a program's kernels: shared by all kernels of equal form, and told only of what differs between these.
public final class SharedRoutines {
    private SharedRoutines() {
    }

    /// The calls that the kernels are, in their order. Where all calls of a routine agree on where a buffer begins, and the
    /// batch does not move it, that is written into the routine's body.
    ///
    /// @param program with its memory planned
    public static List<Call> calls(LoopProgram program) {
        List<Call> calls = program.kernels().stream().map(kernel -> Routine.of(program, kernel))
                .collect(Collectors.toCollection(ArrayList::new));
        Map<Routine, List<Integer>> kernels = IntStream.range(0, calls.size()).boxed()
                .collect(Collectors.groupingBy(kernel -> calls.get(kernel).routine()));
        kernels.forEach((routine, sharing) -> {
            Map<Axis, Extent> agreed = agreed(routine, sharing.stream().map(calls::get).toList());
            if (!agreed.isEmpty()) {
                Routine closed = close(routine, agreed);
                sharing.forEach(kernel -> calls.set(kernel, close(calls.get(kernel), closed, agreed)));
            }
        });
        return List.copyOf(calls);
    }

    private static Map<Axis, Extent> agreed(Routine routine, List<Call> calls) {
        Map<Axis, Extent> agreed = new LinkedHashMap<>();
        for (int i = 0; i < routine.offsets().size(); i++) {
            int place = i;
            Extent offset = calls.getFirst().offsets().get(i);
            if (offset.isFixed() && calls.stream().allMatch(call -> call.offsets().get(place).equals(offset))) {
                agreed.put(routine.offsets().get(i), offset);
            }
        }
        return agreed;
    }

    private static Routine close(Routine routine, Map<Axis, Extent> agreed) {
        Stmt body = Operands.rewrite(routine.body(), (buffer, at) -> new Place(buffer, close(at, agreed)), at -> at);
        return new Routine(routine.ints(),
                routine.offsets().stream().filter(axis -> !agreed.containsKey(axis)).toList(),
                body);
    }

    /// The offsets' axes have stride 1 wherever they occur.
    private static Index close(Index at, Map<Axis, Extent> agreed) {
        Index closed = at;
        for (Index.Term term : at.terms()) {
            Extent offset = agreed.get(term.axis());
            closed = offset == null ? closed : closed.without(term.axis()).plus(offset);
        }
        return closed;
    }

    private static Call close(Call call, Routine closed, Map<Axis, Extent> agreed) {
        List<Axis> axes = call.routine().offsets();
        return new Call(closed, call.arrays(), IntStream.range(0, axes.size())
                .filter(i -> !agreed.containsKey(axes.get(i))).mapToObj(call.offsets()::get).toList());
    }
}
