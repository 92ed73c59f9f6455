// A recording comes back as it was written, and a bad line says what is wrong with it.
#include "app/recording.hpp"

#include "care/book.hpp"
#include "care/rerun.hpp"
#include "support/life.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace rw;

namespace {

std::vector<care::Conversation> month(test::Life const& life) {
    care::Book book{life.brand, test::life_policy()};
    for (auto const& happening : life.happenings) {
        book.pass_time(happening.known_at);
        if (auto const* said = std::get_if<Utterance>(&happening.what)) {
            book.take(*said);
        } else {
            auto const& deed = std::get<test::Deed>(happening.what);
            book.take(deed.conversation, deed.event);
        }
    }
    std::vector<care::Conversation> talks;
    book.each([&](care::Conversation const& talk) { talks.push_back(talk); });
    return talks;
}

test::Life const& small_life() {
    static auto const life = test::make_life({5, 0, 40, 250, 5});
    return life;
}

std::string complaint_of(std::string const& lines) {
    std::istringstream in{lines};
    auto const read = app::read_recording(in);
    return read ? "" : read.error().doing;
}

std::string line_with(std::string const& event) {
    return R"({"account":"yunzhi","id":"A","root":"1","root_author":"2","post":"1","kind":"comment","dropped":0,)"
           R"("fan":{"uid":"5","name":"小鱼","followers":-1,"verified_type":-1},"events":[)" +
           event + "]}";
}

}  // namespace

TEST_CASE("a month that was recorded is read as it was, fact by fact", "[app][replay]") {
    auto const talks = month(small_life());
    std::string lines;
    for (auto const& talk : talks)
        lines += app::to_line(small_life().brand.account, talk) + "\n";
    std::istringstream in{lines};
    auto const read = app::read_recording(in);
    REQUIRE(read.has_value());
    REQUIRE(read->size() == talks.size());
    for (std::size_t at = 0; at < talks.size(); ++at) {
        CHECK((*read)[at].account == small_life().brand.account);
        CHECK(((*read)[at].talk == talks[at]));
    }
}

TEST_CASE("every deadline that can pass is recorded by its name", "[app][replay]") {
    care::Conversation talk;
    talk.id = ConversationId{"A"};
    using Which = care::Passed::Which;
    for (auto const which :
         {Which::warn, Which::ceiling, Which::expiry, Which::aged, Which::promise, Which::told}) {
        care::add(talk, {TimePoint{} + 1h, care::Passed{which, WeiboId{7}, true}});
    }
    std::istringstream in{app::to_line(AccountId{"yunzhi"}, talk) + "\n"};
    auto const read = app::read_recording(in);
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 1);
    CHECK(((*read)[0].talk.events == talk.events));
}

TEST_CASE("a recorded month under other rules differs where the month itself does", "[app][replay]") {
    auto const talks = month(small_life());
    auto const end = care::last_known(talks);
    std::vector<care::Conversation> read;
    for (auto const& talk : talks)
        read.push_back(app::from_line(app::to_line(small_life().brand.account, talk))->talk);
    auto const usual = test::life_policy();
    auto strict = usual;
    auto band = strict.bands.of(care::Class::complaint);
    band.ceiling = 30min;
    strict.bands.set(care::Class::complaint, band);

    // What the team was told while the month was lived, under either rules.
    auto const lived = [&](care::Policy const& policy) {
        std::vector<care::Told> told;
        care::Book book{small_life().brand, policy, [&](care::Moment const& moment) {
                            if (moment.what == care::Moment::What::over) return;
                            told.push_back({moment.talk.id, moment.what, moment.asked, moment.talk.fan.name,
                                            moment.standing.kind, moment.level, moment.when});
                        }};
        for (auto const& happening : small_life().happenings) {
            book.pass_time(happening.known_at);
            if (auto const* said = std::get_if<Utterance>(&happening.what)) {
                book.take(*said);
            } else {
                auto const& deed = std::get<test::Deed>(happening.what);
                book.take(deed.conversation, deed.event);
            }
        }
        book.pass_time(end);
        return told;
    };
    auto const expected = care::compare(lived(usual), lived(strict));
    auto const found = care::compare(care::rerun(read, small_life().brand, usual, end),
                                     care::rerun(read, small_life().brand, strict, end));
    CHECK(expected.size() > 10);
    CHECK((found == expected));
}

TEST_CASE("a bad line is named by its number and by what was expected", "[app][replay]") {
    CHECK(complaint_of("").empty());
    CHECK(complaint_of(line_with("") + "\n\n").empty());
    CHECK(complaint_of("\n{nonsense").rfind("line 2: expected a JSON object on one line", 0) == 0);
    CHECK(complaint_of("[]") == "line 1: expected an object");
    CHECK(complaint_of(line_with(R"({"at":"yesterday","what":"asked"})")) ==
          "line 1: events[0]: at: expected an instant, such as 2026-10-12T02:00:00.000Z");
    CHECK(complaint_of(line_with(R"({"at":"2026-10-12T02:00:00.000Z","what":"misdirected","id":7})")) ==
          "line 1: events[0]: id: expected a number in quotes; 0 for none");
    CHECK(complaint_of(line_with(R"({"at":"2026-10-12T02:00:00.000Z","what":"danced"})"))
              .rfind("line 1: events[0]: what: expected one of asked, edited,", 0) == 0);
}
