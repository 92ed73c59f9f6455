// Whatever the platform sends, decoding ends, nothing breaks, and what comes out holds together.
#include "core/text.hpp"
#include "weibo/decode.hpp"
#include "weibo/errors.hpp"
#include "weibo/normalise.hpp"
#include "weibo/oauth.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace rw;
using namespace rw::weibo;

constexpr TimePoint now{Span{1'795'600'000'000}};

void must(bool holds) {
    if (!holds) std::abort();
}

bool is_told(Failure const& failure) {
    return failure.kind == Fault::bad_input && !failure.doing.empty() && is_utf8(failure.doing);
}

void look_at(Utterance const& said) {
    must(!said.id.none() && !said.author.uid.none() && said.created_at != TimePoint{});
    must(is_utf8(said.text) && is_utf8(said.source) && is_utf8(said.author.name));
}

template <class Item>
void look_at(Result<Page<Item>> page) {
    if (!page) return must(is_told(page.error()));
    must(page->items.size() + page->skipped.size() == page->received);
    must(page->received == 0 || !page->smallest.none());
    must(page->smallest <= page->largest && page->next_cursor >= 0);
    for (auto& item : page->items) {
        must(page->smallest <= item.id && item.id <= page->largest);
        look_at(utterance_of(std::move(item), Kind::comment, now));
    }
}

void look_at_singles(std::string const& body) {
    auto const posts = decode_own_posts(body);
    if (!posts) must(is_told(posts.error()));
    auto const post = decode_status(body);
    must(post ? !post->id.none() : is_told(post.error()));
    auto const token = decode_new_token(body);
    must(token ? !token->token.empty() : is_told(token.error()));
    auto const info = decode_token_info(body, now);
    must(info ? !info->uid.none() && is_utf8(info->app_key) : is_told(info.error()));
    (void)decode_unread_counts(body);
    (void)decode_rate_limits(body);
}

void look_at_words(std::string_view body) {
    (void)decode_date(body);
    must(is_utf8(strip_tags(body)));
    auto const code = parse_callback(body, "st4te");
    must(code || is_utf8(code.error().doing));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const body{reinterpret_cast<char const*>(data), size};
    look_at(decode_comments(body));
    look_at(decode_comments(body, WeiboId{4171730559762147}));
    look_at(decode_statuses(body, "statuses"));
    look_at(decode_statuses(body, "reposts"));
    look_at(decode_batch(body));
    look_at_singles(body);
    look_at_words(body);
    net::Response const response{200, {}, body};
    auto const trouble = trouble_in(response, "fuzz");
    must(!trouble || (is_utf8(trouble->failure.doing) && trouble->what != ErrorClass::success));
    must(is_utf8(unreadable(response, "fuzz", "why").failure.doing));
    return 0;
}
