package io.pagurus.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/v1/models, /v1/models",
        "/a/, /a/",
        "/a.b/c.d, /a.b/c.d",
        "//a///b, /a/b",
        "/%74ools/x, /tools/x",
        "/x/../tools, /tools",
        "/x/%2e%2E/tools/, /tools/",
        "/../../a, /a",
        "/a/./b, /a/b",
        "/a/., /a/",
        "/a/b/.., /a/",
        "/.well-known/x, /.well-known/x",
        "/a%2Fb, /a/b",
        "/a\\b, /a/b",
        "/a%5cb, /a/b",
        "/tools;v=1/x, /tools/x",
        "/;/tools, /tools",
        "/100%, /100%",
        "/%zz%4, /%zz%4",
        "/%C3%A4, /Ã¤"
    })
    void isWhatForgivingNodesRead(String path, String normal) {
        assertThat(NormalPath.of(path)).isEqualTo(normal);
    }

    @Test
    void isTheSameObjectWhereAllReadTheSame() {
        String path = "/v1/chat/completions";
        assertThat(NormalPath.of(path)).isSameAs(path);
    }
}
