/// What happened, told outwards: follows the journal and the versions, and puts runs for MLflow and
/// notices for people into the outbox.
@NullMarked
package io.evenkeel.chronicle;

import org.jspecify.annotations.NullMarked;
