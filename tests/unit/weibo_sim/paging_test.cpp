#include "weibo-sim/paging.hpp"

#include <catch2/catch.hpp>

using namespace rw::sim;

TEST_CASE("a page is cut as the platform cuts it", "[weibo_sim]") {
    Timeline const list{10, 20, 30, 40, 50};
    using Ids = std::vector<std::int64_t>;
    struct Row {
        std::string when;
        Window window;
        Ids ids;
        std::int64_t next_cursor;
    };
    std::vector<Row> const rows{
        {"everything fits", {0, 0, 20, 1}, {50, 40, 30, 20, 10}, 0},
        {"newest first, the cursor is the next older id", {0, 0, 2, 1}, {50, 40}, 30},
        {"since_id itself is left out", {30, 0, 20, 1}, {50, 40}, 0},
        {"since_id between two ids", {35, 0, 20, 1}, {50, 40}, 0},
        {"since_id still starts at the newest: a gap", {10, 0, 2, 1}, {50, 40}, 30},
        {"max_id itself is included", {0, 30, 20, 1}, {30, 20, 10}, 0},
        {"max_id between two ids", {0, 29, 20, 1}, {20, 10}, 0},
        {"both bounds", {10, 40, 20, 1}, {40, 30, 20}, 0},
        {"bounds that leave nothing", {40, 40, 20, 1}, {}, 0},
        {"bounds the wrong way round", {40, 20, 20, 1}, {}, 0},
        {"the second page", {0, 0, 2, 2}, {30, 20}, 10},
        {"the last page is short", {0, 0, 2, 3}, {10}, 0},
        {"a page that ends with the list", {0, 0, 5, 1}, {50, 40, 30, 20, 10}, 0},
        {"a page behind the end", {0, 0, 2, 4}, {}, 0},
        {"a page far behind the end", {0, 0, 200, 1'000'000'000}, {}, 0},
    };
    for (auto const& row : rows) {
        DYNAMIC_SECTION(row.when) {
            auto const page = cut(list, row.window);
            CHECK(page.ids == row.ids);
            CHECK(page.next_cursor == row.next_cursor);
        }
    }
    CHECK(cut({}, {}).ids.empty());
}
