/// Decision, policy, guards, incident lifecycle: what may be done; pure.
@NullMarked
package io.evenkeel.incident;

import org.jspecify.annotations.NullMarked;
