package io.portreeve.systemtests.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** How a browser shows a page. */
enum Look {
    LIGHT(ColorScheme.LIGHT, 1440, 900),
    DARK(ColorScheme.DARK, 1440, 900),
    PHONE(ColorScheme.LIGHT, 390, 844);

    private final ColorScheme colors;
    private final int width;
    private final int height;

    Look(ColorScheme colors, int width, int height) {
        this.colors = colors;
        this.width = width;
        this.height = height;
    }

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions().setColorScheme(colors).setViewportSize(width, height);
    }
}
