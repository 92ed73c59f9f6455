// The API's answer to who wants everything that happened, to run it through other rules.
#include "app/api.hpp"
#include "app/listing.hpp"
#include "app/recording.hpp"

#include <charconv>

namespace rw::app {
namespace {

Result<std::size_t> limit_of(web::Call const& call) {
    constexpr std::size_t usual = 50;
    constexpr std::size_t most = 200;
    auto const text = call.query_value("limit");
    if (!text) return usual;
    std::size_t limit = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
    bool const good =
        error == std::errc{} && end == text->data() + text->size() && limit >= 1 && limit <= most;
    if (!good) return Failure{Fault::bad_input, "limit must be a number from 1 to 200"};
    return limit;
}

}  // namespace

Api::Answer Api::export_recording(web::Call call) {
    auto const limit = limit_of(call);
    if (!limit) co_return problem_of(limit.error());
    Wanted wanted;
    wanted.account = call.query_value("account").value_or("");
    wanted.cursor = call.query_value("cursor").value_or("");
    wanted.limit = *limit;
    auto const all = [](Seat const&, care::Conversation const&) { return true; };
    auto const listing = co_await list_conversations(office_, wanted, all);
    if (!listing) co_return problem_of(listing.error());
    Json out;
    out.object().key("items").array();
    for (auto const& [seat, talk, cursor] : listing->items)
        write(out, seat->account, talk);
    out.end_array().key("next_cursor");
    listing->next_cursor.empty() ? out.null() : out.value(std::string_view{listing->next_cursor});
    out.end_object();
    co_return web::json(200, out.text());
}

}  // namespace rw::app
