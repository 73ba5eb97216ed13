package dev.holdfast.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A test that needs root, network namespaces, keepalived and an assembled agent; see {@link LabCondition}. */
@Tag("lab")
@ExtendWith(LabCondition.class)
@ResourceLock(providers = LabLocks.class)
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface LabTest {
    /** Whether the assembled agent is needed too. */
    boolean agent() default true;

    /** Whether the virtual machine with IPVS is needed too; see {@link LabLocks}. */
    boolean vm() default false;

    /** Programs that this test needs beside those of every lab. */
    String[] tools() default {};
}
