package dev.wipeit.view;

import dev.wipeit.checkpoint.Phase;

/** How far a run is, as a line of its journal tells; the components are those of {@link Work}. */
record Place(int pass, Phase phase, long written, long verified, long bytesDone, long bytesTotal) {}
