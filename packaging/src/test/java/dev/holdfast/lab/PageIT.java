package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent's own page in a real browser, while things happen. */
@LabTest(tools = "chromium")
class PageIT {
    private static final String PAGE = "http://127.0.0.1:9112/";
    private static final String PILL = "document.querySelector('.card .pill')?.innerText";

    /** Every text against what is behind it: the lowest contrast on the page, and where. */
    private static final String LOWEST_CONTRAST = """
            (() => {
              const channels = colour => colour.match(/[\\d.]+/g).map(Number);
              const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255)
                .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = element => {
                for (let each = element; each; each = each.parentElement) {
                  const colour = channels(getComputedStyle(each).backgroundColor);
                  if (colour.length < 4 || colour[3] === 1) return colour;
                }
                return [255, 255, 255];
              };
              let lowest = {ratio: 99, text: ""};
              for (const element of document.querySelectorAll("body *")) {
                const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
                if (!own || element.getClientRects().length === 0) continue;
                const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < lowest.ratio) lowest = {ratio, text: element.innerText};
              }
              return lowest;
            })()
            """;

    /** The agent's answers with virtual servers in them; this kernel may not have IPVS. */
    private static final String BALANCING = """
            (() => {
              const none = {connections: 0, packets_in: 0, packets_out: 0, bytes_in: 0, bytes_out: 0};
              const check = (verdict, detail) => [{name: "HTTP_GET", verdict, detail}];
              const server = (name, role, up, kernel_weight, checks) =>
                ({name, role, up, weight: 1, kernel_weight, active_connections: 3, inactive_connections: 40, checks});
              const web = {
                name: "192.0.2.100 80", service: "tcp 192.0.2.100:80", up: false, quorum: 1, live_weight: 0, in_kernel: true,
                table: {as_wanted: true, restored: 0, refused: 0}, traffic: none, per_second: {...none, connections: 42},
                servers: [
                  server("192.0.2.11:80", "real", false, null, check("bad", "connection refused")),
                  server("192.0.2.99:80", "sorry", true, 1, []),
                ],
              };
              const dns = {
                ...web, name: "dns", up: true, table: {as_wanted: false, restored: 3, refused: 2},
                servers: Array.from({length: 60}, (_, i) =>
                  server(`[2001:db8::${i}]:53`, "real", i !== 59, i !== 59 ? 1 : 0, check("good", ""))),
              };
              const ask = window.fetch;
              window.fetch = async (...what) => {
                const answer = await ask(...what);
                const status = {...await answer.json(), virtual_servers: [web, dns]};
                return {ok: answer.ok, json: async () => status};
              };
            })()
            """;

    /** Answers that take so long that the page asks only every six seconds, and what it said meanwhile. */
    private static final String SLOW = """
            (() => {
              window.asked = 0;
              window.wasGone = false;
              new MutationObserver(() => { window.wasGone ||= document.body.classList.contains("gone"); })
                .observe(document.body, {attributes: true});
              const ask = window.fetch;
              window.fetch = async (...what) => {
                window.asked++;
                await new Promise(done => setTimeout(done, 600));
                return ask(...what);
              };
            })()
            """;

    private static final String CHECKED = "    track_file: [load]\n";

    private static String config(Router router, Path load) {
        return router.withExtra(CHECKED).holdfastConfig() + "vrrp_track_file:\n  load: {file: " + load
                + ", weight: 1}\n";
    }

    @Test
    void showsATakeoverWhileItHappensAndSaysWhenTheAgentIsGone() {
        try (Pair pair = new Pair()) {
            Path load = pair.lab().write("load", "-10");
            HoldfastProcess a =
                    HoldfastProcess.start(pair.lab(), pair.a(), config(pair.routerA(Protocol.V3_IPV4), load));
            pair.watchA().awaitHolds(Protocol.V3_IPV4.address(), 30);
            HoldfastProcess b =
                    HoldfastProcess.start(pair.lab(), pair.b(), config(pair.routerB(Protocol.V3_IPV4), load));
            Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());

            Browser browser = Browser.start(pair.lab(), pair.b());
            browser.open(PAGE);
            browser.evaluate("window.loadedOnce = true");
            browser.await(PILL + " === 'BACKUP'", 10);
            browser.await("document.getElementById('connection').innerText === 'live'", 5);
            assertThat(browser.text(".card"))
                    .contains("VI_1", "Hears 192.0.2.11 with priority 140")
                    .contains("Priority 90 = 100 base − 10 file load")
                    .contains("192.0.2.103/24")
                    .contains("no")
                    .doesNotContain("should");

            a.killHard();

            browser.await(PILL + " === 'MASTER'", 10);
            browser.await("document.querySelector('.card').innerText.includes('no master heard')", 5);
            browser.await("document.querySelector('[data-held=true]')?.innerText.trim() === 'yes'", 5);
            browser.await("document.getElementById('timeline').innerText.includes('BACKUP -> MASTER')", 5);
            assertThat(browser.text("#announcer")).startsWith("VI_1 is now MASTER");
            assertThat(browser.evaluate("document.title").asText()).isEqualTo("MASTER – b");
            assertThat(browser.evaluate("window.loadedOnce").asBoolean()).isTrue();
            assertThat(browser.complaints()).isEmpty();

            b.killHard();

            browser.await("document.body.classList.contains('gone')", 10);
            assertThat(browser.text("#alarms")).contains("The agent does not answer.", "how it was at");
            assertThat(browser.text("#connection")).isEqualTo("no answer");
            assertThat(browser.evaluate("getComputedStyle(document.querySelector('.pill'), '::before').content")
                            .asText())
                    .contains("last known");
            assertThat(browser.evaluate("document.querySelector('.age').getClientRects().length")
                            .asInt())
                    .isZero();

            HoldfastProcess.start(pair.lab(), pair.b(), config(pair.routerB(Protocol.V3_IPV4), load));

            browser.await("!document.body.classList.contains('gone') && " + PILL + " === 'MASTER'", 30);
            assertThat(browser.text("#alarms")).isEmpty();
        }
    }

    @Test
    void anAgentThatAnswersSlowlyIsNotSaidToBeGone() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            HoldfastProcess.start(lab, a, config(Router.of(Protocol.V3_IPV4, 150, a, a), lab.write("load", "0")));
            Browser browser = Browser.start(lab, a);
            browser.open(PAGE);
            browser.await(PILL + " === 'MASTER'", 30);

            browser.evaluate(SLOW);
            browser.await("window.asked >= 3", 60);

            assertThat(browser.evaluate("window.wasGone").asBoolean()).isFalse();
        }
    }

    @Test
    void canBeReadOnAPhoneInTheDarkByKeyboardAndByEar() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            Path load = lab.write("load", "-10");
            HoldfastProcess.start(lab, a, config(Router.of(Protocol.V3_IPV4, 150, a, a), load));
            watch.awaitHolds(Protocol.V3_IPV4.address(), 30);
            Browser browser = Browser.start(lab, a);
            browser.open(PAGE);
            browser.await(PILL + " === 'MASTER'", 10);
            browser.await("document.querySelectorAll('#timeline li').length > 2", 5);

            browser.evaluate(BALANCING);
            browser.await("!document.getElementById('servers').hidden", 30);
            assertThat(browser.text("#summary")).endsWith("; 2 virtual servers, 1 without quorum");
            assertThat(browser.text("#balanced .card"))
                    .contains("QUORUM LOST", "weight 0 is up, the quorum is 1", "42 connections/s")
                    .contains("Clients get the sorry server 192.0.2.99:80.", "HTTP_GET: connection refused");
            assertThat(browser.text("#balanced .card:nth-child(2)"))
                    .contains("The kernel's table differs. 2 changes were refused, 3 times it was put right.")
                    // Of sixty servers fifty are shown, the one that is down among them.
                    .contains("[2001:db8::59]:53", "down", "10 more");

            for (String scheme : List.of("light", "dark")) {
                for (int width : new int[] {360, 1280}) {
                    browser.looksLike(width, 900, scheme);
                    assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                    .asInt())
                            .as("width of the page on a screen of " + width)
                            .isLessThanOrEqualTo(width);
                    JsonNode lowest = browser.evaluate(LOWEST_CONTRAST);
                    assertThat(lowest.get("ratio").asDouble())
                            .as(scheme + ": " + lowest)
                            .isGreaterThanOrEqualTo(4.5);
                    keep(browser, "page-" + scheme + "-" + width);
                }
            }
            assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isEqualTo("rgb(18, 22, 29)");

            assertThat(browser.accessibleNodes())
                    .contains(
                            "heading a",
                            "heading Virtual routers",
                            "heading VI_1",
                            "heading What happened times are UTC",
                            "region Virtual routers",
                            "article VI_1",
                            "heading Virtual servers",
                            "article 192.0.2.100 80",
                            "rowheader 192.0.2.11:80",
                            "navigation Pages",
                            "link /status",
                            "rowheader 192.0.2.103/24",
                            "columnheader In the kernel")
                    .anyMatch(node -> node.startsWith("banner"))
                    .anyMatch(node -> node.startsWith("main"))
                    .anyMatch(node -> node.startsWith("contentinfo"));
            assertThat(browser.evaluate("document.getElementById('announcer').ariaLive")
                            .asText())
                    .isEqualTo("polite");
            assertThat(reachedByTab(browser, 12))
                    .startsWith("Skip to the virtual routers")
                    .contains("Settings and counters", "/status", "/events");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static List<String> reachedByTab(Browser browser, int times) {
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            browser.press("Tab");
            reached.add(
                    browser.evaluate("document.activeElement.innerText.trim()").asText());
        }
        return reached;
    }

    /** For people to look at after a change. */
    private static void keep(Browser browser, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(folder.resolve(name + ".png"), browser.screenshot());
    }
}
