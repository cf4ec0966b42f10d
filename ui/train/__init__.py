"""The Train page: settings in the sidebar, control bar, live chart, gradient panels, result."""
