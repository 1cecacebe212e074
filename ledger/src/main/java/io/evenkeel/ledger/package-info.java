/// Facts that must survive: journal, versions, aliases, incidents.
@NullMarked
package io.evenkeel.ledger;

import org.jspecify.annotations.NullMarked;
