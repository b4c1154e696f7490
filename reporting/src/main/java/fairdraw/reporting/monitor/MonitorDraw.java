package fairdraw.reporting.monitor;

import fairdraw.reporting.rtp.OutcomeFigures;

/** Whether the outcomes of a game come equally often over a window. */
public record MonitorDraw(Window window, String game, OutcomeFigures outcomes) {}
