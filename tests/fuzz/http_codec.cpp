// Whatever a peer sends, both readers end and nothing breaks.
#include "net/http_codec.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    rw::net::MessageLimits const limits{8192, 65536};
    rw::net::ResponseReader answer{false, limits};
    auto const done = answer.take(bytes);
    if (done && !*done) (void)answer.end();
    rw::net::RequestReader request{limits};
    request.feed(bytes);
    for (int i = 0; i < 16; ++i) {
        auto const next = request.next();
        if (!next || !*next) break;
    }
    return 0;
}
