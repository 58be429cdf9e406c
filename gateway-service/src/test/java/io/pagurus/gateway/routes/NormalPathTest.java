package io.pagurus.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/chat/completions", "/a/", "/a.b/c.d", "/a..b/c..", "/a-b~c"})
    void isPlainWhereAllReadTheSame(String path) {
        assertThat(NormalPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "//a///b, /a/b, /a/b",
        "/%74ools/x, /tools/x, /tools/x",
        "/a/./b, /a/b, /a/b",
        "/a/., /a/, /a/",
        "//, /, /",
        "/.well-known/x, /.well-known/x, /.well-known/x",
        "/a%2Fb, /a/b, /a/b",
        "/a\\b, /a/b, /a/b",
        "/a%5cb, /a/b, /a/b",
        "/tools;v=1/x, /tools/x, /tools/x",
        "/;/tools, /tools, /tools",
        "//tools/;, /tools/, /tools/",
        "/tools/x;%2Fy, /tools/x/y, /tools/x",
        "/tools/x%3By, /tools/x, /tools/x",
        "/100%, /100%, /100%",
        "/%zz%4, /%zz%4, /%zz%4",
        "/%C3%A4, /\u00c3\u00a4, /\u00c3\u00a4"
    })
    void isReadAsForgivingNodesDo(String path, String decodedFirst, String cutFirst) {
        assertThat(NormalPath.isPlain(path)).isFalse();
        assertThat(NormalPath.readings(path)).containsExactly(decodedFirst, cutFirst);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/../tools",
                "/x/..",
                "/x/%2e%2E/tools/",
                "/x/..%2Ftools",
                "/x/..;a/tools",
                "/tools/a%2f..%2f..%2fb",
                "/\\..\\a"
            })
    void hasNoReadingWhereItClimbs(String path) {
        assertThat(NormalPath.isPlain(path)).isFalse();
        assertThat(NormalPath.readings(path)).isEmpty();
    }
}
