package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.emit.asm.Dag.Node;
import dev.gradc.compiler.emit.asm.Dag.Node.Absolute;
import dev.gradc.compiler.emit.asm.Dag.Node.Apply;
import dev.gradc.compiler.emit.asm.Dag.Node.Count;
import dev.gradc.compiler.emit.asm.Dag.Node.Element;
import dev.gradc.compiler.emit.asm.Dag.Node.IntegerConstant;
import dev.gradc.compiler.emit.asm.Dag.Node.Leaf;
import dev.gradc.compiler.emit.asm.Dag.Node.Negate;
import dev.gradc.compiler.emit.asm.Dag.Node.RealConstant;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Sequence.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/// Emits one formula: a node that is read once is computed on the stack, where it is read; any other once, into a local
/// variable.
final class FormulaEmitter {
    private final Frame frame;
    private final Lanes lanes;
    private final Dag dag;
    private final int[] uses;
    private final Map<Integer, Variable> computed = new HashMap<>();

    private FormulaEmitter(Frame frame, Lanes lanes, Dag dag) {
        this.frame = frame;
        this.lanes = lanes;
        this.dag = dag;
        uses = dag.uses();
    }

    /// Pushes the value of `formula` over `args`. The local variables that it needs are the caller's to release.
    static void push(Frame frame, Lanes lanes, Expr formula, List<Operand> args) {
        Dag dag = new Dag(frame.precision(), formula, args);
        new FormulaEmitter(frame, lanes, dag).push(dag.root());
    }

    private void push(int number) {
        Variable known = computed.get(number);
        if (known != null) {
            frame.load(known);
            return;
        }
        Node node = dag.node(number);
        compute(node);
        if (uses[number] > 1 && !isCheap(node)) {
            Type type = lanes.type(node.type());
            if (type.getSize() == 2) {
                frame.code().dup2();
            } else {
                frame.code().dup();
            }
            Variable variable = frame.locals().take(type);
            frame.store(variable);
            computed.put(number, variable);
        }
    }

    private void compute(Node node) {
        switch (node) {
            case Leaf(var operand) -> lanes.operand(operand);
            case Element(var from, var at) -> lanes.integer(from, at);
            case Count(var index) -> lanes.integer(index);
            case RealConstant(var value) -> lanes.constant(value);
            case IntegerConstant(var value) -> lanes.constant(value);
            case Negate(var x) -> {
                push(x);
                lanes.negate();
            }
            case Absolute(var x) -> {
                push(x);
                lanes.absolute();
            }
            case Apply(var operation, var operands) -> apply(operation, operands);
        }
    }

    private void apply(Operation operation, List<Integer> operands) {
        switch (operation) {
            case SHL, USHR, SHR -> {
                push(operands.getFirst());
                if (dag.node(operands.getLast()) instanceof IntegerConstant(var distance)) {
                    lanes.shift(operation, (int) distance);
                } else {
                    throw new IllegalStateException("a shift by a distance that is not constant");
                }
            }
            case SELECT, ISELECT -> {
                operands.reversed().forEach(this::push);
                lanes.apply(operation);
            }
            default -> {
                operands.forEach(this::push);
                lanes.apply(operation);
            }
        }
    }

    private static boolean isCheap(Node node) {
        return node instanceof RealConstant || node instanceof IntegerConstant || node instanceof Leaf(Temp _);
    }
}
