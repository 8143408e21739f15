#include "net/connection_limit.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace desk::net {
namespace {

using Place = ConnectionLimit::Place;
using Kind = Place::Kind;

TEST(ConnectionLimit, ServesSoManyAndTellsAFewMoreThatItIsFull) {
    ConnectionLimit limit(3);
    std::vector<Place> places;
    for (int i = 0; i < 3; ++i) {
        places.push_back(limit.take());
        EXPECT_EQ(places.back().kind(), Kind::served);
    }
    for (std::size_t i = 0; i < ConnectionLimit::kTurnedAwayAtATime; ++i) {
        places.push_back(limit.take());
        EXPECT_EQ(places.back().kind(), Kind::turned_away);
    }
    EXPECT_EQ(limit.take().kind(), Kind::none);
    EXPECT_EQ(limit.take().kind(), Kind::none);
}

TEST(ConnectionLimit, GivesAPlaceAgainWhenItIsFree) {
    ConnectionLimit limit(1);
    Place first = limit.take();
    Place second = limit.take();
    EXPECT_EQ(second.kind(), Kind::turned_away);
    Place moved = std::move(first);
    EXPECT_EQ(limit.take().kind(), Kind::turned_away) << "moved, not given back";
    moved = {};
    Place third = limit.take();
    EXPECT_EQ(third.kind(), Kind::served);
    third = std::move(second);
    EXPECT_EQ(third.kind(), Kind::turned_away);
    EXPECT_EQ(limit.take().kind(), Kind::served) << "what stood there before is given back";
}

}  // namespace
}  // namespace desk::net
