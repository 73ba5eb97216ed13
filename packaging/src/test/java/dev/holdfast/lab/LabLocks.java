package dev.holdfast.lab;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What needs the virtual machine runs alone. Everything in there shares one processor, and each of its system calls costs
 * the host several switches: among other tests, or beside another one of its kind, it is too slow for the clocks inside.
 */
final class LabLocks implements ResourceLocksProvider {
    @Override
    public Set<Lock> provideForClass(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, LabTest.class)
                .filter(LabTest::vm)
                .map(vm -> Set.of(new Lock(Resources.GLOBAL)))
                .orElse(Set.of());
    }
}
