/// What the agent can do: retrain, roll back, alert.
@NullMarked
package io.evenkeel.remedies;

import org.jspecify.annotations.NullMarked;
