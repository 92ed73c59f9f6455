// The API's answer to who wants everything that happened, to run it through other rules.
#include "app/api.hpp"
#include "app/listing.hpp"
#include "app/recording.hpp"

namespace rw::app {
Api::Answer Api::export_recording(web::Call call) {
    auto const wanted = wanted_of(call);
    if (!wanted) co_return problem_of(wanted.error());
    auto const all = [](Seat const&, care::Conversation const&) { return true; };
    auto const listing = co_await list_conversations(office_, *wanted, all);
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
