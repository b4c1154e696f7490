package fairdraw.e2e;

import com.microsoft.playwright.Page;
import java.util.List;

/** What people with weak eyes, small screens or thumbs would complain about, asked of the page. */
final class Sight {

    /** The name of a control, as it is read out. */
    static final String NAME =
            "it => (it.labels?.[0] ?? it).textContent.trim().replace(/\\s+/g, ' ')";

    /** Whether an outline tells where the focus is. */
    static final String SHOWS_FOCUS =
            """
            it => {
              const style = getComputedStyle(it);
              return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            }\
            """;

    /** WCAG 2.2, 1.4.3: the contrast of every text with what lies behind it. */
    private static final String FAINT =
            """
            () => {
              const pixel = document.createElement('canvas').getContext('2d',
                  { willReadFrequently: true });
              const rgba = (text) => {
                pixel.clearRect(0, 0, 1, 1);
                pixel.fillStyle = text;
                pixel.fillRect(0, 0, 1, 1);
                const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
                return [r, g, b, a / 255];
              };
              const over = (top, below) =>
                  [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
              const behind = (it) => {
                if (!it) return [255, 255, 255, 1];
                const own = rgba(getComputedStyle(it).backgroundColor);
                return own[3] === 1 ? own : over(own, behind(it.parentElement));
              };
              const opacity = (it) =>
                  it ? Number(getComputedStyle(it).opacity) * opacity(it.parentElement) : 1;
              const light = (c) => {
                const [r, g, b] = c.slice(0, 3).map((v) => v / 255)
                    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const found = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = texts.nextNode(); node; node = texts.nextNode()) {
                const it = node.parentElement;
                const style = getComputedStyle(it);
                if (!node.data.trim() || it.closest('option, script, .quiet, .skip')
                    || style.visibility === 'hidden' || it.getClientRects().length === 0) continue;
                const ground = behind(it);
                const colour = rgba(it.closest('svg') ? style.fill : style.color);
                colour[3] *= opacity(it);
                const [a, b] = [light(over(colour, ground)), light(ground)].sort((x, y) => y - x);
                const ratio = (a + 0.05) / (b + 0.05);
                const px = parseFloat(style.fontSize);
                const large = px >= 24 || px >= 18.66 && Number(style.fontWeight) >= 700;
                if (ratio < (large ? 3 : 4.5)) {
                  found.push(`${ratio.toFixed(2)} ${node.data.trim().slice(0, 30)}`);
                }
              }
              return [...new Set(found)];
            }\
            """;

    /** WCAG 2.2, 2.5.5: what a thumb has to hit; links within a sentence are left out. */
    private static final String SMALL =
            """
            () => [...document.querySelectorAll(
                  'button, a.button, input:not([type=hidden]), select, textarea, nav a, .out')]
                .filter((it) => it.getClientRects().length > 0 && !it.closest('.crumbs'))
                .filter((it) => !it.matches('[type=checkbox], [type=radio]'))
                .map((it) => [it, it.getBoundingClientRect().height])
                .filter(([, height]) => height < 43.99)
                .map(([it, height]) => `${height} ${it.textContent.trim() || it.name}`)\
            """;

    private static final String WIDE =
            """
            () => document.documentElement.scrollWidth > innerWidth
                ? [`${document.documentElement.scrollWidth} of ${innerWidth}`] : []\
            """;

    private Sight() {}

    /** Texts whose contrast is under 4.5 (3 when they are large), with their ratio. */
    static List<?> tooFaint(Page page) {
        return (List<?>) page.evaluate(FAINT);
    }

    /** Controls lower than 44 pixels. */
    static List<?> tooSmall(Page page) {
        return (List<?>) page.evaluate(SMALL);
    }

    /** Says so when the page as a whole has to be moved sideways. */
    static List<?> tooWide(Page page) {
        return (List<?>) page.evaluate(WIDE);
    }
}
