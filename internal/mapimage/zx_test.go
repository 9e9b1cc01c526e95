package mapimage
import ("testing";"os";"math";"bytes")
func TestPics(t *testing.T){
 p:=[]LatLon{{44.68095, 6.07367},{44.68091, 6.07367},{44.6808, 6.07364},{44.68075, 6.07364},{44.68071, 6.07364},{44.68049, 6.07361},{44.68019, 6.07356},{44.68014, 6.07355},{44.67995, 6.07358},{44.67977, 6.07364},{44.67972, 6.07367},{44.67966, 6.07368},{44.67961, 6.0737},{44.67938, 6.07377},{44.67933, 6.07381},{44.67922, 6.07385},{44.67911, 6.0739},{44.679, 6.07399},{44.67896, 6.07402},{44.67884, 6.07408},{44.67863, 6.07423},{44.67858, 6.07425},{44.67842, 6.07434},{44.67837, 6.07435},{44.67822, 6.07442}}
 lap:=func(lat,lon,r float64,n int) (o []LatLon) { for i:=range n { a:=float64(i)/float64(n)*2*math.Pi; o=append(o,LatLon{lat+r*math.Sin(a)*(1+.2*math.Sin(5*a))+0.02*r*math.Sin(40*a),lon+1.6*r*math.Cos(a)*(1+.1*math.Cos(7*a))}) }; return}
 w:=func(n string, s [][]LatLon, th Theme){ var b bytes.Buffer; if err:=Draw(&b,s,th);err!=nil{t.Fatal(err)}; os.WriteFile("/tmp/w/map/p_"+n+".png",b.Bytes(),0o644) }
 w("fix",[][]LatLon{p},Light)
 w("ride",[][]LatLon{winding(18000)},Light)
 w("lake",[][]LatLon{lap(46.45,6.55,.25,2000)},Light)
 w("laked",[][]LatLon{lap(46.45,6.55,.25,2000)},Dark)
 w("city",[][]LatLon{lap(52.51,13.38,.05,2000)},Light)
 w("long",[][]LatLon{lap(45,8,3,5000)},Light)
 w("fiji",[][]LatLon{lap(-17,179.9,1,500)},Light)
 w("none",nil,Light)
 w("one",[][]LatLon{{{48.85,2.35}}},Light)
 w("world",[][]LatLon{{{80,-170},{-80,100}}},Light)
 w("run",[][]LatLon{lap(38.7,-9.16,.01,900)},Light)
}
