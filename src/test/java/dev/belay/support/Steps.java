package dev.belay.support;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// Counts what code of ours does, so that a test can tell how work grows without a clock: calls and branches,
/// characters that are searched, and characters that are copied.
///
/// Loads the classes that are counted anew, with the counting in them. One thread at a time.
public final class Steps extends ClassLoader {
    private static final ClassDesc HERE = ClassDesc.of(Steps.class.getName());
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);
    private static final MethodTypeDesc TEXT = MethodTypeDesc.of(CD_void, CD_String);

    private static long taken;
    private static long most = Long.MAX_VALUE;

    private final ClassFile file;
    private final String below;

    /// @param below the package whose classes are counted, with what lies below it
    public Steps(String below) {
        super(Steps.class.getClassLoader());
        this.below = below + ".";
        this.file = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(getParent())
                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /// More than were allowed.
    public static final class TooMany extends Error {
        private TooMany() {
            super("more than " + most + " steps", null, false, false);
        }
    }

    /// Something that is counted.
    @FunctionalInterface
    public interface Work {
        void run() throws ReflectiveOperationException;
    }

    /// What some work takes.
    ///
    /// @throws TooMany if it takes more than `limit`
    public static long of(Work work, long limit) throws ReflectiveOperationException {
        taken = 0;
        most = limit;
        try {
            work.run();
            return taken;
        } finally {
            most = Long.MAX_VALUE;
        }
    }

    /// Called by what is counted.
    public static void one() {
        take(1);
    }

    /// Called by what is counted, with a text that it made.
    public static void made(String text) {
        take(text == null ? 0 : text.length());
    }

    /// In place of the string's own.
    public static int indexOf(String text, String what) {
        return searched(0, text.length(), text.indexOf(what));
    }

    /// In place of the string's own.
    public static int indexOf(String text, String what, int from) {
        return searched(from, text.length(), text.indexOf(what, from));
    }

    /// In place of the string's own.
    public static int indexOf(String text, String what, int from, int to) {
        return searched(from, to, text.indexOf(what, from, to));
    }

    /// In place of the string's own.
    public static int indexOf(String text, int what) {
        return searched(0, text.length(), text.indexOf(what));
    }

    /// In place of the string's own.
    public static int indexOf(String text, int what, int from) {
        return searched(from, text.length(), text.indexOf(what, from));
    }

    /// In place of the string's own.
    public static int indexOf(String text, int what, int from, int to) {
        return searched(from, to, text.indexOf(what, from, to));
    }

    private static int searched(int from, int to, int found) {
        take(Math.max(0, (found < 0 ? to : found) - from));
        return found;
    }

    private static void take(long steps) {
        taken += steps;
        if (taken > most) {
            throw new TooMany();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(below)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? counted(name) : loaded;
        }
    }

    private Class<?> counted(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = file.transformClass(
                    file.parse(in.readAllBytes()), ClassTransform.transformingMethodBodies(new Counting()));
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static final class Counting implements CodeTransform {
        @Override
        public void atStart(CodeBuilder builder) {
            builder.invokestatic(HERE, "one", NOTHING);
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            switch (element) {
                case BranchInstruction branch ->
                    builder.invokestatic(HERE, "one", NOTHING).with(branch);
                case InvokeInstruction call
                when searches(call) ->
                    builder.invokestatic(HERE, "indexOf", call.typeSymbol().insertParameterTypes(0, CD_String));
                case InvokeInstruction call
                when ofText(call) && makesText(call.typeSymbol()) ->
                    builder.with(call).dup().invokestatic(HERE, "made", TEXT);
                case InvokeDynamicInstruction call
                when makesText(call.typeSymbol()) -> builder.with(call).dup().invokestatic(HERE, "made", TEXT);
                default -> builder.with(element);
            }
        }

        private static boolean searches(InvokeInstruction call) {
            return call.owner().asSymbol().equals(CD_String)
                    && call.name().equalsString("indexOf")
                    && call.typeSymbol().returnType().equals(CD_int);
        }

        private static boolean ofText(InvokeInstruction call) {
            String owner = call.owner().asInternalName();
            return owner.equals("java/lang/String") || owner.equals("java/lang/StringBuilder");
        }

        private static boolean makesText(MethodTypeDesc type) {
            return type.returnType().equals(CD_String);
        }
    }
}
