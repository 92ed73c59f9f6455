// Whatever the platform sends, decoding ends and nothing breaks.
#include "weibo/decode.hpp"
#include "weibo/errors.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const body{reinterpret_cast<char const*>(data), size};
    (void)rw::weibo::decode_comments(body);
    (void)rw::weibo::decode_statuses(body, "statuses");
    (void)rw::weibo::decode_unread_counts(body);
    (void)rw::weibo::decode_rate_limits(body);
    rw::net::Response response;
    response.body = body;
    (void)rw::weibo::trouble_in(response, "fuzz");
    return 0;
}
