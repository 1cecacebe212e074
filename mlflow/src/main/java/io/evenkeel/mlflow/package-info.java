/// An MLflow client: runs, models, aliases, artifacts, over plain HTTP.
@NullMarked
package io.evenkeel.mlflow;

import org.jspecify.annotations.NullMarked;
